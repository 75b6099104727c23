def formats: ["cyclonedx-json"];
def refusal: $entry.expected.schema_valid != true;
def document: items("document").data.item;
def subject: [items("subject").data.item | {"bom-ref", name, version}
  | with_entries(select(.value != null))][0];
def top: select(.data.context.parent == subject);
def facts: {
  specVersion: document.specVersion,
  serialNumber: document.serialNumber,
  components_top: count(items("component") | top),
  components_all_nested: count(items("component")),
  services: count(items("service") | top),
  dependencies: (document.dependencies // [] | length),
  vulnerabilities: count(kind("finding")),
  with_purl: count(items("component") | top | select(.data.item.purl)),
  metadata_timestamp: document.metadata.timestamp
};
def kept: [
  {fact: "refusal", when: any(items.data.item | .. | objects; .license.id | strings),
    reason: "the list of licence identifiers of SPDX grows three times a year; an identifier that it does not have stays as it is"},
  {fact: "refusal", when: any(items.data.item | .. | objects; .url | strings | test("^git@")),
    reason: "all that the schema holds against it is git\u0027s short form of an address, git@HOST:PATH"}
];

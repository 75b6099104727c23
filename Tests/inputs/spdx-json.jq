def formats: ["spdx-json", "spdx3-json"];
def refusal: false;
def document: [items("document").data.item][0];
# The manifest has the most frequent of them.
def stated($fact): with_entries(select(.key as $key | $entry.expected[$fact] | has($key)));
def facts: {
  spdxVersion: (document.spdxVersion // $entry.expected.spdxVersion),
  packages: count(items("package")),
  files: count(items("file")),
  relationships: count(items("relationship")),
  created: document.creationInfo.created,
  licenseConcluded: (tally(items("package").data.item.licenseConcluded | . // "None")
    | stated("licenseConcluded")),
  package_purls: count(kind("component"; .data.type != "file" and .data.purl))
} | if document == null then {packages, files} else . end;

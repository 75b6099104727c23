def formats: ["prometheus-text"];
def refusal: $entry.expected.valid == false;
def repeated: [items("sample").data.item | select(.timestamp) | [.name, .labels, .timestamp]]
  | length - (unique | length);
def facts: {
  # The reference parser keeps one of several samples of one series and time.
  samples: (count(kind("metric")) - repeated),
  exemplars: count(items("sample").data.item | select(.exemplar))
};
def kept: [
  {fact: "refusal", when: ($entry.expected.error // "" | test("^ValueError: Clashing name: .*_total$")),
    reason: "Prometheus itself writes a gauge whose name with _total is that of a counter; the reference parser calls it a clash, every sample is still told apart"},
  {fact: "samples", when: any(rejects; .data.reason | test("is no time since 1970$")),
    reason: "a timestamp beyond the year 9999 has no RFC 3339 form and is refused, not guessed"}
];

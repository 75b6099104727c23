def formats: ["prometheus-text"];
def refusal: $entry.expected.valid == false;
def facts: {
  samples: count(kind("metric")),
  exemplars: count(items("sample").data.item | select(.exemplar))
};

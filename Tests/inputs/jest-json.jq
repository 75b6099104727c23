def formats: ["jest-json"];
def refusal: false;
def facts: {
  counts: (items("run").data.item | with_entries(select(.key | startswith("num")))),
  assertions_by_status: tally(kind("test"; .data.name != "(file)").data.source_value),
  success: items("run").data.item.success,
  startTime: items("run").data.item.startTime
};

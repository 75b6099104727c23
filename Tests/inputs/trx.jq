def formats: ["trx"];
def refusal: false;
def facts: {
  results_by_outcome: tally(kind("test"; .data.name != "(run)").data | .source_value // "Error"),
  counters: ([items("Counters").data.item | with_entries(.key |= ltrimstr("@"))][0])
};

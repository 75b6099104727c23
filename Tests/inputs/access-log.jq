def formats: ["access-log"];
def refusal: false;
def facts: {
  lines: count(kind("call")),
  clf_matches: count(kind("call")),
  status: tally(kind("call").data.source_value)
};

def formats: ["ctest-xml"];
def refusal: false;
def facts: {
  tests_by_status: tally(kind("test").data.source_value),
  kinds: ([items("Test").data.context.path[1]] | unique),
  generator: ([items("Test").data.context.open.Site[0]."@Generator"][0])
};

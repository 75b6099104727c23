def formats: ["xunitnet-xml"];
def refusal: false;
def facts: {
  tests: count(kind("test"; .data.name != "(assembly)")),
  by_result: tally(kind("test"; .data.name != "(assembly)").data.source_value)
};

def formats: ["clover-xml"];
def refusal: false;
def facts: {
  root: "coverage",
  root_attributes: (items("coverage").data.item | with_entries(select(.key | startswith("@")))
    | with_entries(.key |= ltrimstr("@")))
};

def formats: ["jmeter-xml"];
def refusal: false;
# The manifest has the commonest elements at any depth, and the root's attributes.
def facts: {
  by_tag: (tally("testResults", items.data.part, (items.data.item | .. | objects | to_entries[]
      | select(.value | type == "array") | .key as $name | .value[] | $name))
    | with_entries(select(.key | IN($entry.expected.by_tag | keys[]))))
};

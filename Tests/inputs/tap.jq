def formats: ["tap"];
def refusal: false;
def top: items("test").data | select(.context.depth == 0) | .item;
def facts: {
  toplevel_ok: count(top | select(.ok)),
  toplevel_not_ok: count(top | select(.ok | not)),
  todo_not_ok: count(top | select((.ok | not) and .directive == "todo")),
  skip: count(top | select(.directive == "skip")),
  plan: [items("stream").data | select(.context.depth == 0) | .item.planned // empty | tostring],
  bail_out: ([items("stream").data.item.bail_out] | any(. != null))
};
def kept: [
  {fact: "skip", when: any(items("test").data.item.description // ""; test("\\\\#|\\\\\\\\")),
    reason: "a # behind a backslash begins no directive; the facts were counted without regard to it"},
  {fact: "todo_not_ok", when: any(items("test").data.item.directive_text // ""; test("^todo\\w"; "i")),
    reason: "a word that only begins like the directive is none, and so hides no failure"},
  {fact: "format", when: ($entry.expected.tap_py // {} | keys == ["unknown"]),
    reason: "the file holds nothing of TAP"},
  {fact: "plan", when: ($entry.expected.plan | length > 1),
    reason: "of several plans the first counts, and the rest make the stream errored"}
];

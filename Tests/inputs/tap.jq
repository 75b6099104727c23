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

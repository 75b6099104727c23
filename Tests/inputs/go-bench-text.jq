def formats: ["go-bench-text"];
def refusal: false;
def units: [items("result").data.item.values[].unit] | unique;
def facts: {
  lines: count(items("result")),
  distinct: ([items("result").data.item.name] | unique | length),
  with_B_op: count(items("result").data.item | select(any(.values[]; .unit == "B/op"))),
  extra_units: (units - ["ns/op", "B/op", "allocs/op"])
};

def formats: ["swift-testing-jsonl"];
def refusal: false;
def facts:
  [items | select(.data.part != "result")] as $lines
  | {
    lines: ($lines | length),
    bad: count(rejects),
    by_kind: ($lines | map(if .data.part == "test" then "test" else "event" end) | tally(.[])),
    events: ($lines | map(select(.data.part != "test") | .data.part) | tally(.[])),
    versions: ($lines | map(.data.item.version) | tally(.[])),
    known_issues: sum(items("result").data.item.known_issues)
  };

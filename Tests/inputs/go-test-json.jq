def formats: ["go-test-json"];
def refusal: false;
def events: items | select(.data.part | IN("result", "package", "text") | not);
def tests: items("result").data.item;
def sums(stream): reduce stream as $one ({}; reduce ($one | to_entries[]) as $entry (.;
  .[$entry.key] += $entry.value));
def records: kind("test") | select(.data.name != "(package)");
def facts:
  [tests] as $tests
  | [items("package").data.item] as $packages
  | {
    lines_ok: count(events),
    lines_not_json: count(items("text")),
    actions: tally(events | .data.part),
    distinct_tests: count(records),
    last_result_by_test: tally(records | .data.status
      | {"passed": "pass", "failed": "fail", "skipped": "skip"}[.] // empty),
    result_events: (sums($tests[] | .last, .earlier) | del(.open)),
    subtests: count($tests[] | select((.test | contains("/")) and ((.last | del(.open)) != {} or .earlier != {}))),
    package_results: (sums($packages[].results)),
    started_never_finished: count(records | select(.data.status == "errored")),
    rerun_tests: count([events | select(.data.part == "run") | [.data.item.Package, .data.item.Test]]
      | group_by(.)[] | select(length > 1)),
    events_without_Package: count(events | select(.data.item.Package == null))
  };

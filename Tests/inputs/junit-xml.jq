def formats: ["junit-xml"];
def refusal: $entry.expected.xml_wellformed == false;
def number: if . == null or (gsub("^\\s+|\\s+$"; "") | test("^-?[0-9]+$") | not) then null
  else tonumber end;
def declared: {tests: (."@tests" | number), failures: (."@failures" | number),
  errors: (."@errors" | number), skipped: (."@skipped" | number)};
def facts:
  [items("testcase").data] as $cases
  | [items("testsuite").data] as $suites
  | [items("testsuites").data.item] as $roots
  | (if $roots | length > 0 then "testsuites" elif $suites | length > 0 then "testsuite"
      else "testcase" end) as $root
  | ($cases | map(.item)) as $items
  | {
    root: $root,
    testcases: count(kind("test")),
    testsuites_elements: ($suites | length),
    cases_with_failure: count($items[] | select(.failure)),
    cases_with_error: count($items[] | select(.error)),
    cases_with_skipped: count($items[] | select(.skipped)),
    cases_with_more_than_one_outcome:
      count($items[] | [.failure, .error, .skipped] | map(.[]?) | select(length > 1)),
    cases_clean: count($items[] | select((.failure or .error or .skipped) | not)),
    cases_without_classname: count($items[] | select((."@classname" // "") == "")),
    cases_without_time: count($items[] | select(."@time" == null)),
    cases_outside_any_suite: count($cases[] | select(
      (.context.suites | length) - (if $root == "testsuites" then 1 else 0 end) < 1)),
    max_suite_nesting: ([$suites[].context.suites | length + 1
      - (if $root == "testsuites" then 1 else 0 end)] | max // 0),
    case_time_sum_s: (sum(kind("test").data
      | if .duration_ns then .duration_ns / 1e9 else .duration_ns_text // "0" | tonumber end)
      | . * 1e6 | round / 1e6),
    flakyFailure_elements: sum($items[].flakyFailure // [] | length),
    flakyError_elements: sum($items[].flakyError // [] | length),
    rerunFailure_elements: sum($items[].rerunFailure // [] | length),
    rerunError_elements: sum($items[].rerunError // [] | length),
    duplicate_ids: ([$items | group_by([."@classname", ."@name"])[] | length - 1] | add // 0),
    timestamps: count($suites[].item | select(."@timestamp"))
  }
  | if $root == "testsuites" then .declared_on_root = ($roots[0] | declared) else . end
  # The file counts them otherwise: with zero where we have no number.
  | with_entries(select(.value != null));

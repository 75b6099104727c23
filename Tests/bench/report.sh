# shellcheck shell=bash disable=SC2154 # run.sh sets the variables
# report over 1,000 series of 365 points with their trends and forecasts, 10,000 tests and 200 rules, in each form; and
# over a night of 10,000 tests and ten trends on a terminal.
measure_report() {
  local form size run
  local all=(decision.jsonl metrics.jsonl trends.jsonl forecasts.jsonl tests.jsonl)
  "$python" "$here/report-records.py" metrics 1000 365 | seal 2>/dev/null >metrics.jsonl
  "$python" "$here/report-records.py" tests 10000 | seal 2>/dev/null >tests.jsonl
  "$python" "$here/report-records.py" policy 200 >report-policy.jsonl
  soak-trend metrics.jsonl >trends.jsonl
  forecast --jobs 2 --horizon 30 metrics.jsonl >forecasts.jsonl
  gate --policy report-policy.jsonl --at 2026-11-20T06:00:00Z tests.jsonl >decision.jsonl || (($? == 1))
  head -n 3650 metrics.jsonl | seal 2>/dev/null | soak-trend >few-trends.jsonl
  rm -f report.time.*
  for ((run = 0; run < runs; run++)); do
    for form in html markdown terminal; do
      measure "report.time.$form" report --format "$form" "${all[@]}" -o "report.$form"
    done
    measure report.time.night report decision.jsonl few-trends.jsonl tests.jsonl -o report.night
  done
  printf '\nA report of 1,000 series of 365 points, 10,000 tests and 200 rules, median of %s interleaved runs\n\n' "$runs"
  echo "| Form | Wall s | CPU s | Peak MiB | Size MB |"
  echo "| --- | ---: | ---: | ---: | ---: |"
  for form in html markdown terminal night; do
    size=$(stat -c %s "report.$form")
    printf '| %s | %s | %s | %s | %s |\n' "${form/#night/terminal, a night of 10,000 tests and ten trends}" \
      "$(median "report.time.$form" 2)" "$(median "report.time.$form" 1)" \
      "$(quotient "$(median "report.time.$form" 3)" 1024)" "$(quotient "$size" 1000000)"
  done
  rm -f metrics.jsonl
}

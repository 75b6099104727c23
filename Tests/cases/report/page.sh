# Sourced by cases that look at a page in a browser. shellcheck shell=bash
. "$ROOT/Tests/cases/tools.sh"

# page: writes page.html, with a series that changed and runs out, a rule, an incident and a lineage.
page() {
  awk 'BEGIN { for (i = 0; i < 300; i++)
    printf "{\"data\":{\"direction\":\"lower\",\"limit\":242,\"metric\":\"rss\",\"unit\":\"MiB\",\"value\":%.2f},\"id\":\"m%d\",\"service\":\"a-rather-long-name-of-a-service\",\"source\":\"s\",\"specversion\":\"1.0\",\"time\":\"2026-01-%02dT%02d:00:00Z\",\"type\":\"sluice.metric.v1\"}\n", 200 + (i > 200 ? 30 : 0) + i * 7919 % 100 / 10, i, 1 + int(i / 24), i % 24 }' |
    seal 2>/dev/null >metrics
  soak-trend metrics >trends
  forecast --horizon 48 metrics >forecasts
  release_records | seal 2>/dev/null >records
  lineage-build records >edges
  (cd "$SAMPLES/incident" && collect --set service=checkout log.txt deployment.json alerts.jsonl pagerduty.jsonl) |
    normalize | correlate --rules "$SAMPLES/incident/rules.jsonl" --timeline incident >story
  cat >policy.jsonl <<'LINES'
{"policy":"small","version":1}
{"id":"trends","select":{"type":"trend"},"measure":{"count":{"/data/verdict":["regressed"]}},"op":"<=","hard":0}
LINES
  gate --policy policy.jsonl --at 2026-01-13T12:00:00Z trends >decision
  report --format html decision metrics trends forecasts records edges story >page.html
}

# with_script [FILE]...: prints the page with the files as scripts behind it, which it forbids otherwise.
with_script() {
  sed 's|<meta http-equiv[^>]*>||; s|</body></html>||' page.html
  local file
  for file; do
    echo '<script>'
    cat "$file"
    echo '</script>'
  done
  echo '</body></html>'
}

# browser WIDTH [ARGUMENT]...: Chromium without a window; what it says goes to the file said.
browser() {
  HOME=$PWD chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --window-size="$1",900 "${@:2}" 2>said
}

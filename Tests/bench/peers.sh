# shellcheck shell=bash disable=SC2154 # run.sh sets the variables
# The same projection of the same stream by Sluice and its peers.

run_peer() {
  case $1 in
  normalize) measure "$1" normalize --map "$here/points.map.jsonl" "$2" ;;
  normalize-j1) measure "$1" normalize --jobs 1 --map "$here/points.map.jsonl" "$2" ;;
  duckdb) measure "$1" "$python" "$here/duck.py" "$2" /dev/null ;;
  jq | gojq) measure "$1" "$1" -c -f "$here/points.jq" "$2" ;;
  miller) measure "$1" mlr --ijsonl --ojsonl put -q -f "$here/points.mlr" "$2" ;;
  esac
}

# Do all peers really make the same records?
check_peers() {
  head -n 2000 points.ndjson >sample.ndjson
  normalize --map "$here/points.map.jsonl" sample.ndjson >sample.normalize 2>/dev/null
  "$python" "$here/duck.py" sample.ndjson sample.duckdb
  jq -c -f "$here/points.jq" sample.ndjson >sample.jq
  gojq -c -f "$here/points.jq" sample.ndjson >sample.gojq
  mlr --ijsonl --ojsonl put -q -f "$here/points.mlr" sample.ndjson >sample.miller
  local peer
  for peer in duckdb jq gojq miller; do
    "$python" "$here/agree.py" sample.normalize "sample.$peer" ||
      echo "warning: $peer makes other records of the sample" >&2
  done
}

compare_peers() {
  local count peer number
  count=$((megabytes * 1000000 / 358))
  "$python" "$here/generate.py" "$count" >points.ndjson
  check_peers
  for ((number = 0; number < runs; number++)); do
    for peer in normalize normalize-j1 duckdb jq gojq miller; do run_peer "$peer" points.ndjson; done
    measure duckdb-start "$python" "$here/duck.py"
  done
  # What Python and loading DuckDB cost is no part of the projection.
  local cpu wall
  cpu=$(median duckdb-start 1)
  wall=$(median duckdb-start 2)
  awk -v cpu="$cpu" -v wall="$wall" '{ print $1 - cpu, $2 - wall, $3 }' duckdb >adjusted
  mv adjusted duckdb
  printf '\nProjection of %s points, %s MB, median of %s interleaved runs\n\n' \
    "$count" "$(($(stat -c %s points.ndjson) / 1000000))" "$runs"
  echo "| Program | CPU s | Wall s | Peak MiB | normalize's share of its CPU | of its wall |"
  echo "| --- | ---: | ---: | ---: | ---: | ---: |"
  for peer in normalize normalize-j1 duckdb jq gojq miller; do
    printf '| %s | %.2f | %.2f | %.1f | %s | %s |\n' "$peer" \
      "$(median "$peer" 1)" "$(median "$peer" 2)" "$(quotient "$(median "$peer" 3)" 1024)" \
      "$(quotient "$(median normalize 1)" "$(median "$peer" 1)")" \
      "$(quotient "$(median normalize 2)" "$(median "$peer" 2)")"
  done
  rm points.ndjson
}

# shellcheck shell=bash disable=SC2154 # run.sh sets the variables
# Time and accuracy of forecast beside statsforecast, on the same generated series.

peer() { "$python" "$here/forecast_peer.py" "$@"; }

# CPU of a run over all series less that over one, for each of the others.
each() { awk -v all="$1" -v one="$2" -v n="$3" 'BEGIN { printf "%.2f", 1000 * (all - one) / (n - 1) }'; }

# Milliseconds from start to exit, the median; GNU time sees hundredths of a second.
start_to_exit() {
  hyperfine -N --warmup 1 --runs "$1" --export-json one.json "$2" >/dev/null 2>errors
  jq '.results[0].median * 1000 * 10 | round / 10' one.json
}

# row NAME COUNT MILLISECONDS SMAPE MASE: a line of the table, of what measure wrote to NAME and NAME.one.
row() {
  local own theirs
  own=$(each "$(median forecast 1)" "$(median forecast.one 1)" "$2")
  theirs=$(each "$(median "$1" 1)" "$(median "$1.one" 1)" "$2")
  printf '| %s | %s | %s | %.1f | %s | %s | %s |\n' "$1" "$theirs" "$3" \
    "$(quotient "$(median "$1.one" 3)" 1024)" "$(awk -v a="$own" -v b="$theirs" 'BEGIN { printf "%.3f", a / b }')" \
    "$4" "$5"
}

# beside_peer WHAT COUNT LENGTH SEASON HORIZON MODELS
beside_peer() {
  local count=$2 season=$4 horizon=$5 number scores
  peer make "$count" "$3" "$season" "$horizon" series.jsonl records.jsonl
  head -n 1 series.jsonl >one.series.jsonl
  head -n "$3" records.jsonl >one.records.jsonl
  rm -f forecast forecast.one "$6" "$6.one"
  for ((number = 0; number < runs; number++)); do
    measure forecast forecast --jobs 1 --horizon "$horizon" records.jsonl
    measure forecast.one forecast --jobs 1 --horizon "$horizon" one.records.jsonl
    measure "$6" "$python" "$here/forecast_peer.py" run "$6" "$season" "$horizon" series.jsonl theirs.jsonl
    measure "$6.one" "$python" "$here/forecast_peer.py" run "$6" "$season" "$horizon" one.series.jsonl /dev/null
  done
  forecast --horizon "$horizon" records.jsonl >ours.jsonl 2>errors
  scores=$(peer score "$season" series.jsonl ours.jsonl theirs.jsonl)
  printf '\nForecasts of %s: %s series of %s points, %s ahead; median of %s interleaved runs\n\n' \
    "$1" "$count" "$3" "$horizon" "$runs"
  echo "| Program | CPU ms a series | ms for one, start to exit | Peak MiB | forecast's share of its CPU | sMAPE | MASE |"
  echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
  # shellcheck disable=SC2046 # two numbers
  row forecast "$count" "$(start_to_exit 30 "forecast --horizon $horizon one.records.jsonl")" \
    $(head -n 1 <<<"$scores")
  # shellcheck disable=SC2046
  row "$6" "$count" \
    "$(start_to_exit 3 "$python $here/forecast_peer.py run $6 $season $horizon one.series.jsonl /dev/null")" \
    $(tail -n 1 <<<"$scores")
}

compare_forecast() {
  beside_peer months 100 120 12 18 ets+dot
  beside_peer months 30 120 12 18 scum
  beside_peer hours 20 900 24 48 ets+dot
  peer make "${MANY:-10000}" 120 12 18 series.jsonl records.jsonl
  printf '\nForecasts of %s series of 120 months\n\n' "${MANY:-10000}"
  echo "| Threads | CPU s | Wall s | Peak MiB | Same bytes |"
  echo "| ---: | ---: | ---: | ---: | --- |"
  local jobs
  for jobs in 1 2; do
    rm -f "jobs$jobs"
    # shellcheck disable=SC2016 # the inner shell's parameters
    measure "jobs$jobs" bash -c 'forecast --jobs "$1" --horizon 18 records.jsonl | sha256sum >"sum$1"' - "$jobs"
    printf '| %s | %.1f | %.1f | %s | %s |\n' "$jobs" "$(median "jobs$jobs" 1)" \
      "$(median "jobs$jobs" 2)" "$(quotient "$(median "jobs$jobs" 3)" 1024)" \
      "$(cmp -s sum1 "sum$jobs" && echo yes || echo no)"
  done
}

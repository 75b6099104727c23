# shellcheck shell=bash disable=SC2154 # run.sh sets the variables
# Changes in series: soak-trend against Apache Otava and ruptures, core against core and process against process.

measure_trends() {
  local length kind spent peer
  swiftc -O -swift-version 6 -module-name Trends -o trends-core \
    "$root"/Sources/Domain/Statistics/*.swift "$here/trends/main.swift" 2>/dev/null
  ./trends-core >core.soak-trend
  for peer in otava ruptures; do "$python" "$here/trends.py" "$peer" >"core.$peer"; done
  printf '\nProcessor milliseconds to look at one series, without reading it\n\n'
  echo "| Points | Series | soak-trend | otava | ruptures | soak-trend's share of otava |"
  echo "| ---: | --- | ---: | ---: | ---: | ---: |"
  while read -r length kind spent _; do
    awk -v length_="$length" -v kind="$kind" -v ours="$spent" '
      $1 == length_ && $2 == kind { peer[FILENAME] = $3 }
      END {
        otava = peer["core.otava"]
        ruptures = peer["core.ruptures"]
        printf "| %s | %s | %.3f | %s | %s | %s |\n", length_, kind, ours,
          otava ? sprintf("%.1f", otava) : "", ruptures ? sprintf("%.1f", ruptures) : "",
          otava ? sprintf("%.3f", ours / otava) : ""
      }' core.otava core.ruptures
  done <core.soak-trend
  awk '$1 == 365 && $2 == "quiet" { printf "\n%s series of 365 points: %.2f s of one core\n", $4, $3 * $4 / 1000 }' \
    core.soak-trend
  "$python" "$here/trends.py" points | seal >points200.jsonl 2>/dev/null
  "$python" "$here/trends.py" csv >points200.csv
  printf 'tests:\n  bench:\n    type: csv\n    file: %s\n    time_column: time\n' "$work/points200.csv" >otava.yaml
  printf '    attributes: [commit]\n    metrics: [m]\n' >>otava.yaml
  export OTAVA_CONFIG=otava.yaml
  printf '\nOne series of 200 points, from start to exit, of %s runs\n\n' "$starts"
  echo "| Program | Median ms | Least ms | CPU ms | Peak MiB |"
  echo "| --- | ---: | ---: | ---: | ---: |"
  local name command
  for name in soak-trend otava; do
    command="soak-trend points200.jsonl"
    [[ $name == soak-trend ]] ||
      command="${python%/*}/otava analyze bench --since 2020-01-01"
    # shellcheck disable=SC2086
    /usr/bin/time -q -f %M -o one $command >/dev/null 2>&1 || true
    printf '| %s | %s | %s |\n' "$name" \
      "$(start_time "$command")" "$(quotient "$(tail -n 1 one)" 1024)"
  done
}

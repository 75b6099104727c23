#!/usr/bin/env bash
# Writes a month of an invented shop into the present folder, for docs/recipes.md: the JUnit files of 28 nights (nights), a
# log of requests (access.jsonl), bills (costs.csv), incidents as PagerDuty sends them (incidents.jsonl), what Prometheus
# knows of three disks (disks.json), and what people asked for, approved and waived (people.jsonl).
set -euo pipefail
samples=$(cd "$(dirname "$0")/.." && pwd)

# One test is flaky, one gets slower, one was broken for two nights.
mkdir -p nights
for ((night = 1; night <= 28; night++)); do
  awk -v night="$night" 'BEGIN {
    printf "<testsuite name=\"shop\" timestamp=\"2026-10-%02dT02:00:00Z\">\n", night
    count = split("adds takes rounds converts refunds exports", tests, " ")
    for (test = 1; test <= count; test++) {
      seconds = test * 0.2 + (tests[test] == "exports" ? night * 0.05 : 0) + (night * 37 + test * 11) % 7 / 100
      bad = tests[test] == "converts" && night % 5 == 3 || tests[test] == "refunds" && (night == 11 || night == 12)
      printf "  <testcase classname=\"shop.orders\" name=\"%s\" time=\"%.3f\">%s</testcase>\n", tests[test], seconds,
        bad ? "<failure message=\"timed out\"/>" : ""
    }
    print "</testsuite>"
  }' >"nights/$(printf %02d "$night").xml"
done

awk 'BEGIN {
  count = split("/orders /search /login", paths, " ")
  for (second = 0; second < 10800; second += 20) {
    path = paths[second / 20 % count + 1]
    ms = 20 + second * 7919 % 31 + (path == "/search" ? 80 : 0) + (path == "/search" && second >= 7200 ? 200 : 0)
    printf "{\"level\":\"info\",\"msg\":\"request\",\"ts\":%d000,\"path\":\"%s\",\"ms\":%d}\n",
      1795208400 + second, path, ms
  }
}' >access.jsonl

awk 'BEGIN {
  print "day;team;amount;note"
  for (day = 1; day <= 28; day++) {
    printf "2026-10-%02d;web;%d.%02d;servers\n", day, 10 + day % 3, day * 13 % 100
    if (day % 7 == 0) printf "2026-10-%02d;data;%d.50;batch\n", day, 40 + day
  }
  print "2026-10-28;ledger;3.20;storage"
}' >costs.csv

# incident ID SERVICE DAY HOUR MINUTES: one that lasted so long.
incident() {
  sed "s/PGR0VU2/$1/g; s/\"checkout\"/\"$2\"/g; s/2026-11-20T10:09/2026-10-$3T$4:00/g; s/2026-11-20T10:12/2026-10-$3T$4:03/
    s/2026-11-20T10:44/2026-10-$3T$4:$5/; s/01E/$1/" "$samples/incident/pagerduty.jsonl"
}
{ incident P1 checkout 06 09 42; incident P2 search 13 22 17; incident P3 checkout 21 03 55; } >incidents.jsonl

disk() { # NAME START GIGABYTES-AN-HOUR
  local hour values=
  for ((hour = 0; hour < 48; hour++)); do
    values+=",[$((1795046400 + hour * 3600)),\"$(($2 + hour * $3 * 1000000000 + hour * 7919 % 13 * 40000000))\"]"
  done
  printf '{"metric":{"__name__":"disk_used_bytes","mountpoint":"%s"},"values":[%s]}' "$1" "${values:1}"
}
printf '{"status":"success","data":{"resultType":"matrix","result":[%s,%s,%s]}}\n' \
  "$(disk /data 400000000000 1)" "$(disk /logs 300000000000 2)" "$(disk /home 100000000000 0)" >disks.json

# Two releases wait for somebody: one is answered in time, one is not. Two rules are waived.
artifact() { printf '%s' "$1" | sha256sum | cut -d ' ' -f 1; }
ask() { # RELEASE TIME ANSWERED
  approve --no-input --artifact "sha256:$(artifact "$1")" --release "$1" --ask --deadline 4h --escalate-to eve --actor ci --author dan \
    --at "$2"
  approve --no-input --artifact "sha256:$(artifact "$1")" --release "$1" --actor ann --author dan --at "$3"
}
commit=$(head -c 40 "$samples/guide/build-43/git-log.txt")
collect --set commit="$commit" --set release=0.43 "$samples"/guide/build-43/* | normalize -o .records
gate --policy "$samples/guide/policy.jsonl" --commit "$commit" --release 0.43 --at 2026-11-21T22:00:00Z -o .decision .records || true
{
  ask 0.41 2026-10-05T09:00:00Z 2026-10-05T11:30:00Z
  ask 0.42 2026-10-19T09:00:00Z 2026-10-19T16:15:00Z
  for bound in 0.6 0.65; do
    waive --rule coverage.lines --bound ">=$bound" --reason "tests come with 0.44" --actor "$([[ $bound == 0.6 ]] && echo eve || echo ann)" \
      --at 2026-11-21T22:05:00Z --expires 2026-11-28T00:00:00Z .decision .records
  done
} >people.jsonl
rm .records .decision

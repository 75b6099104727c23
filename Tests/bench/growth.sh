# shellcheck shell=bash disable=SC2154 # run.sh sets the variables
# Ten times the records must cost at most 10.5 times the time.

# The large run stands in the middle of ten small ones, whose mean it is compared with: what slows
# the machine down for a while slows down both. User time is the program's own; the kernel's share
# depends on what memory it has at hand for files.
grow() {
  local name=$1
  shift
  rm -f "small.$name" "large.$name"
  for _ in 1 2 3 4 5; do measure "small.$name" "${@//SIZE/small}"; done
  measure "large.$name" "${@//SIZE/large}"
  for _ in 1 2 3 4 5; do measure "small.$name" "${@//SIZE/small}"; done
  printf '| %s | %.2f | %.2f | %s | %s | %s |\n' "$name" \
    "$(mean "small.$name" 1)" "$(median "large.$name" 1)" \
    "$(quotient "$(median "large.$name" 1)" "$(mean "small.$name" 1)")" \
    "$(quotient "$(median "large.$name" 4)" "$(mean "small.$name" 4)")" \
    "$(quotient "$(median "large.$name" 3)" 1024)"
}

measure_growth() {
  printf '\nCPU seconds for %s records and for ten times as many\n\n' "$million"
  echo "| Program | small | large | Ratio | of user time | Peak MiB of the large |"
  echo "| --- | ---: | ---: | ---: | ---: | ---: |"
  "$python" "$here/generate.py" "$million" >small.ndjson
  for _ in 1 2 3 4 5 6 7 8 9 10; do cat small.ndjson; done >large.ndjson
  grow normalize normalize --map "$here/points.map.jsonl" SIZE.ndjson
  rm -f small.ndjson large.ndjson
  "$python" "$here/generate.py" "$million" |
    normalize --map "$here/points.map.jsonl" >small.jsonl 2>/dev/null
  "$python" "$here/generate.py" "$((10 * million))" |
    normalize --map "$here/points.map.jsonl" >large.jsonl 2>/dev/null
  # The bare lines had no end record, so their records count as unverified; these are generated.
  local size
  for size in small large; do
    head -n -1 "$size.jsonl" | seal >sealed 2>/dev/null
    mv sealed "$size.jsonl"
  done
  grow gate gate --policy policy.jsonl --at 2026-11-20T06:00:00Z SIZE.jsonl
  grow correlate correlate SIZE.jsonl
  grow soak-trend soak-trend SIZE.jsonl
  grow sha256sum sha256sum SIZE.jsonl
  grow sign bash -c 'rm -f SIZE.log*; exec sign --log SIZE.log --key key.pem SIZE.jsonl'
  grow verify verify --log SIZE.log --key key.pem.vkey SIZE.jsonl
}

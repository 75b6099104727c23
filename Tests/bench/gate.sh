# shellcheck shell=bash disable=SC2154 # run.sh sets the variables
# 200 rules over records of ten kinds: gate against an equivalent jq script and Rego (regopy).

gate_kinds="metric test coverage finding run change trend forecast check deployment"

# Writes COUNT records, three of a kind in a row; nothing in them was measured.
gate_records() {
  awk -v count="$1" -v kinds="$gate_kinds" 'BEGIN {
    split(kinds, kind, " "); split("passed passed passed failed skipped", status, " ")
    split("checkout cart search", service, " ")
    for (i = 0; i < count; i++) {
      printf "{\"data\":{\"status\":\"%s\",\"unit\":\"s\",\"value\":%d},\"id\":\"i%d\",", \
        status[i % 5 + 1], i * 7 % 31, i
      printf "\"service\":\"%s\",\"source\":\"ci\",\"specversion\":\"1.0\",", service[i % 3 + 1]
      printf "\"time\":\"2026-11-%02dT%02d:%02d:%02dZ\",\"type\":\"sluice.%s.v1\"}\n", \
        i / 86400 + 1, i / 3600 % 24, i / 60 % 60, i % 60, kind[int(i / 3) % 10 + 1]
    }
  }' | seal 2>/dev/null
}

# Writes a policy of 200 rules: 20 a kind, half of them for one service; counts, shares and sums (max of
# regopy 1.5.2 takes 9 for greater than 27).
gate_policy() {
  awk -v kinds="$gate_kinds" 'BEGIN {
    split(kinds, kind, " ")
    measure[0] = "{\"count\":{\"/data/status\":\"failed\"}}"
    measure[1] = "{\"ratio\":{\"/data/status\":\"failed\"}}"
    measure[2] = "{\"field\":\"/data/value\",\"aggregate\":\"sum\"}"
    measure[3] = measure[2]
    print "{\"policy\":\"bench\",\"version\":1}"
    for (i = 0; i < 200; i++)
      printf "{\"id\":\"r%d\",\"select\":{\"type\":\"%s\"%s},\"measure\":%s,\"op\":\"<=\",\"hard\":1e9}\n", \
        i, kind[i % 10 + 1], int(i / 10) % 2 ? ",\"service\":\"checkout\"" : "", \
        measure[int(i / 50)]
  }'
}

# What each rule got, as gate's decision, jq and Rego say it, in one form.
gate_got() { jq -Sc '.data.rules[]? | {(.id): .got}' | jq -Sc -s add; }

compare_gate() {
  gate_policy >gate-policy.jsonl
  gate_records "$million" >gate.jsonl
  gate_records "$((million / 500))" >gate-small.jsonl
  local at=2026-12-20T06:00:00Z name run
  gate --policy gate-policy.jsonl --at $at gate-small.jsonl | gate_got >got.gate
  jq -n -Sc -f "$here/gate.jq" --slurpfile policy gate-policy.jsonl gate-small.jsonl >got.jq
  "$python" "$here/gate-rego.py" gate-policy.jsonl gate-small.jsonl | jq -Sc . >got.rego
  for name in jq rego; do
    cmp -s got.gate "got.$name" || echo "warning: $name comes to other values than gate" >&2
  done
  rm -f gate.gate gate.jq gate.rego gate.large
  for ((run = 0; run < runs; run++)); do
    measure gate.gate gate --policy gate-policy.jsonl --at $at gate-small.jsonl
    measure gate.jq jq -n -f "$here/gate.jq" --slurpfile policy gate-policy.jsonl gate-small.jsonl
    measure gate.rego "$python" "$here/gate-rego.py" gate-policy.jsonl gate-small.jsonl
    measure gate.large gate --policy gate-policy.jsonl --at $at gate.jsonl
  done
  printf '\n200 rules over %s records, median of %s interleaved runs\n\n' "$((million / 500))" "$runs"
  echo "| Program | CPU s | Peak MiB | gate's share of its CPU |"
  echo "| --- | ---: | ---: | ---: |"
  for name in gate jq rego; do
    printf '| %s | %s | %s | %s |\n' "$name" "$(median "gate.$name" 1)" \
      "$(quotient "$(median "gate.$name" 3)" 1024)" \
      "$(quotient "$(median gate.gate 1)" "$(median "gate.$name" 1)")"
  done
  printf '\ngate over %s records: %s s of CPU, %s s of it user time, %s MiB\n' "$million" \
    "$(median gate.large 1)" "$(median gate.large 4)" "$(quotient "$(median gate.large 3)" 1024)"
  rm -f gate.jsonl
}

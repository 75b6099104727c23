# Sourced by cases: input that is made rather than kept.
# shellcheck shell=bash

# Writes key.pem, the Ed25519 key of the seed 00 01 02 ... 1f, which is no secret, and key.pem.vkey.
test_key() {
  (umask 077 && cat >key.pem) <<'PEM'
-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
-----END PRIVATE KEY-----
PEM
  echo 'log.example+b252d0cf+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4' >key.pem.vkey
}

# seed_key NAME BYTE: writes NAME.pem, the Ed25519 key of a seed of 32 equal bytes, such as 0a.
seed_key() {
  (umask 077 && {
    echo '-----BEGIN PRIVATE KEY-----'
    printf "$(printf '302e020100300506032b657004220420%s' "$(yes "$2" | head -n 32 | tr -d '\n')" |
      sed 's/../\\x&/g')" | base64
    echo '-----END PRIVATE KEY-----'
  } >"$1.pem")
}

# trust_payload VERSION ROOTS: a trust file with the keys of root, next, ci, ann and bob, and what they
# may do. Writes their private keys too.
trust_payload() {
  local name number=0
  for name in root next ci ann bob; do
    number=$((number + 1))
    [[ -f $name.pem ]] || seed_key "$name" "0$number"
    jq -n --arg name "$name" --arg key "$(openssl pkey -in "$name.pem" -pubout)" \
      '{($name): {$key}}'
  done | jq -cs --argjson version "$1" --argjson roots "$2" '{
    type: "sluice.trust.v1", version: $version, expires: "2027-01-01T00:00:00Z", keys: add,
    roles: {
      root: {keys: $roots, threshold: ($roots | length)},
      tester: {keys: ["ci"], environments: ["staging"]}, collector: {keys: ["ci"]},
      approver: {keys: ["ann", "bob"]}, "waiver-approver": {keys: ["ann"]},
      "policy-owner": {keys: ["bob"]}, releaser: {keys: ["bob"]}}}'
}

# trust_file: writes trust.jsonl, version 1 of it, signed by root.
trust_file() {
  trust_payload 1 '["root"]' >trust.json
  sign --envelope trust --key root.pem trust.json >trust.jsonl
}

# test_record [ATTRIBUTES]: a complete stream of one test of 2026-11-20.
test_record() {
  printf '{"data":{"status":"passed"},%s"id":"t1","source":"ci","specversion":"1.0",%s}\n' \
    "${1-\"environment\":\"staging\",}" '"time":"2026-11-20T05:00:00Z","type":"sluice.test.v1"' |
    seal 2>/dev/null
}

# records FIRST LAST [ATTRIBUTES]: lines of records, one an hour, without an end record.
records() {
  local number
  for ((number = $1; number <= $2; number++)); do
    printf '{"data":{"metric":"%s","unit":"s","value":%d},"id":"m%d",%s' \
      "$([[ $((number % 2)) == 0 ]] && echo latency || echo duration)" "$number" "$number" "${3-}"
    printf '"source":"ci","specversion":"1.0","time":"2026-11-20T%02d:00:00Z",' "$number"
    printf '"type":"sluice.metric.v1"}\n'
  done
}

# stream FIRST LAST [ATTRIBUTES]: the same as a complete stream.
stream() { records "$@" | seal 2>/dev/null; }

# release_records: two commits, a build, tests of both commits, a scan, an SBOM, an artifact.
release_records() {
  cat <<'LINES'
{"commit":"a","data":{"parents":[],"revision":"a"},"id":"change-a","source":"s","specversion":"1.0","type":"sluice.change.v1"}
{"commit":"b","data":{"parents":["a"],"revision":"b"},"id":"change-b","source":"s","specversion":"1.0","type":"sluice.change.v1"}
{"commit":"a","id":"test-a","runid":"1","source":"s","specversion":"1.0","time":"2026-11-20T09:00:00Z","type":"sluice.test.v1"}
{"commit":"b","id":"build-b","release":"rc-1","runid":"2","source":"s","specversion":"1.0","time":"2026-11-20T10:00:00Z","type":"sluice.run.v1"}
{"artifact":"sha256:f1","commit":"b","data":{"name":"app.tar"},"id":"artifact-b","release":"rc-1","runid":"2","source":"s","specversion":"1.0","time":"2026-11-20T10:05:00Z","type":"sluice.artifact.v1"}
{"artifact":"sha256:f1","commit":"b","data":{"name":"zlib"},"id":"sbom-b","release":"rc-1","runid":"2","source":"s","specversion":"1.0","type":"sluice.component.v1"}
LINES
}

# many KIND COUNT: a complete stream of COUNT records of a kind, in 100 series, 5 to a run, one of 999
# commits to each run.
many() {
  awk -v kind="$1" -v count="$2" 'BEGIN {
    for (number = 0; number < count; number++) {
      printf "{\"commit\":\"%040x\",\"data\":{\"metric\":\"m%d\",\"unit\":\"s\",\"value\":%d},",
        int(number / 5) % 999 + 1, number % 100, number * 7 % 31
      printf "\"id\":\"i%d\",\"runid\":\"r%d\",\"source\":\"ci\",\"specversion\":\"1.0\",",
        number, number / 5
      printf "\"time\":\"2026-11-%02dT%02d:%02d:%02dZ\",\"type\":\"sluice.%s.v1\"}\n",
        number / 86400 + 1, number / 3600 % 24, number / 60 % 60, number % 60, kind
    }
  }' | seal 2>/dev/null
}

# same_with_state_on_disk MEMORY COMMAND...: whether a filter writes the same when its state has to go
# to disk: it may then have no more than MEMORY KiB of memory that is not a file's.
same_with_state_on_disk() {
  local limit=$1
  shift
  cmp <(ulimit -d "$limit" && "$@" --memory 1K) <("$@") && echo same
}

# decision_records VERDICT: a complete stream of a change by dan and a decision of 2026-11-20 in which the
# rule rss-slope got 3.5.
decision_records() {
  {
    printf '{"commit":"c1","data":{"author":"dan","author_email":"dan@example.com","revision":"c1"},'
    printf '"id":"c1","source":"git","specversion":"1.0","type":"sluice.change.v1"}\n'
    printf '{"commit":"c1","data":{"release":"rc-1","rules":[{"got":1,"id":"tests","state":"pass"},'
    printf '{"got":3.5,"id":"rss-slope","state":"breach","want":"<= 2 (soft)"}],"verdict":"%s"},' "$1"
    printf '"id":"d1","release":"rc-1","source":"sluice/gate","specversion":"1.0",'
    printf '"time":"2026-11-20T05:00:00Z","type":"sluice.decision.v1"}\n'
  } | seal 2>/dev/null
}

# private_records: a complete stream of records with things in them that not everybody should see.
private_records() {
  {
    printf '{"data":{"author":"Ann","author_email":"ann@example.com","body":"mail bob@example.com, pay '
    printf '4111 1111 1111 1111 by GB29NWBK60161331926819","config":{"password":"x","port":1}},"id":"1",'
    printf '"source":"git","specversion":"1.0","type":"sluice.change.v1"}\n'
    printf '{"data":{"labels":["a","https://u:pw@h/"],"message":"key AKIAIOSFODNN7EXAMPLE"},"id":"2",'
    printf '"source":"ci","specversion":"1.0","type":"sluice.test.v1"}\n'
    printf '{"data":{"metric":"m","value":4111111111111111},"id":"3","source":"ci","specversion":"1.0",'
    printf '"type":"sluice.metric.v1"}\n'
  } | seal 2>/dev/null
}

# as_shown PAGE: runs each command of a page's console blocks, in the order of the page and in this
# folder, and says whether each says what is shown behind it. A command is a line `$ …`, and the lines
# `> …` that follow it at once.
as_shown() {
  local line command=
  awk '/^```console$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$1" >.shown
  run_shown() {
    [[ -z $command ]] || bash -c "$command" 2>&1 </dev/null
    command=
  }
  {
    while IFS= read -r line; do
      if [[ $line == '$ '* ]]; then
        run_shown
        command=${line#\$ }
      elif [[ -n $command && $line == '> '* ]]; then
        command+=$'\n'${line#> }
      else
        run_shown
        continue
      fi
      printf '%s\n' "$line"
    done <.shown
    run_shown
  } >.found
  diff .shown .found && echo "$(grep -c '^\$ ' .shown) commands, as shown"
}

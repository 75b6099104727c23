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

# Sourced by the cases of attest. shellcheck shell=bash
commit=c469cd2ea1482a26796b0ad9d9a2ae5753a0e943

# tests NAME=STATUS...: a complete stream of tests of the commit, and the manifest of their collection.
tests() {
  local name
  {
    for name in "$@"; do
      printf '{"commit":"%s","data":{"name":"%s","status":"%s","suite":"s"},"id":"%s",' \
        "$commit" "${name%=*}" "${name#*=}" "$name"
      printf '"source":"ci","specversion":"1.0","time":"2026-11-20T05:00:00Z","type":"sluice.test.v1"}\n'
    done
    printf '{"commit":"%s","data":{"sources":[{"name":"junit.xml","sha256":"%064d"}],"state":"complete"},' "$commit" 7
    printf '"id":"m","source":"collect","specversion":"1.0","type":"sluice.manifest.v1"}\n'
  } | seal 2>/dev/null
}

# decide: decision.jsonl by policy.jsonl on records.jsonl.
decide() {
  echo '{"policy":"p","version":1}
{"id":"tests","select":{"type":"test"},"measure":{"count":{"/data/status":"failed"}},"op":"<=","hard":0}' >policy.jsonl
  gate --policy policy.jsonl --at 2026-11-20T06:00:00Z --release rc-1 --commit "$commit" records.jsonl >decision.jsonl
}

# shellcheck shell=bash
# Functions of the pipelines; sourced, not run. A run has a folder OUT/run of its own, with the
# instant it began; each stage makes one file there, by rename, and is not made again. So a run
# that failed goes on where it stopped when it is called again. A run that ends is kept as
# OUT/last, with the one before as OUT/previous.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# In the source, or as they are installed.
for filters in "$root/bin" "$root/../../libexec/sluice"; do
  [[ ! -x $filters/sluice ]] || break
done
export PATH="$filters:$PATH" LC_ALL=C TZ=UTC

# begin_run OUT: sets run, store, log, key, and the instant and commit of the run: at and commit. COMMIT
# names another commit than that of these pipelines.
# shellcheck disable=SC2034 # what it sets is for the pipelines
begin_run() {
  out=$(mkdir -p "$1" && cd "$1" && pwd)
  run=$out/run store=$out/store.db log=$out/log.jsonl key=$out/key.pem
  mkdir -p "$run"
  at=$(pin at)
  if [[ -s $run/commit ]]; then
    commit=$(cat "$run/commit")
  else
    commit=${COMMIT-}
    [[ -n $commit ]] || commit=$(git -C "$root" rev-parse HEAD)
    echo "$commit" >"$run/commit"
  fi
  [[ -s $key ]] || sign --generate-key "$key" --name "$(uname -n)/sluice" -o "$out/key.jsonl"
}

# pin NAME: prints the present instant, or the one it printed when this run was begun before: filters
# read no clock, and a run that goes on must not change its mind. AT names another instant, for evidence of
# another day.
pin() {
  [[ -s $run/$1 ]] || echo "${AT:-$(date -u +%FT%TZ)}" >"$run/$1"
  cat "$run/$1"
}

# stage FILE FILTER [ARGUMENT]...: makes a file of the run, unless it is there, and notes when it was
# made. Status 1 is an answer, not a failure: gate says no, and the run goes on to the report.
stage() {
  local file=$run/$1 status=0 began name
  shift
  [[ -e $file ]] && return
  for name in "$@"; do [[ $name == sluice ]] || break; done
  echo "  $name > ${file##*/}" >&2
  began=$(date -u +%FT%T.%NZ)
  "$@" -o "$file" || status=$?
  note_run "$name" "$at" "$began" "$( ((status <= 1)) && echo success || echo error)" "${file##*/}"
  ((status <= 1)) || exit "$status"
}

# note_run NAME PARENT BEGAN RESULT TASK: adds a run record that ends now to the run's own records.
note_run() {
  local ended
  ended=$(date -u +%FT%T.%NZ)
  printf '{%s"data":{"finished_at":"%s","name":"%s",%s"provider":"sluice","result":"%s","run":"%s","started_at":"%s","state":"done"%s},"id":"%s","runid":"%s","source":"sluice/pipelines","specversion":"1.0","time":"%s","type":"sluice.run.v1"}\n' \
    "${commit:+\"commit\":\"$commit\",}" "$ended" "$1" "${2:+\"parent\":\"$2\",}" "$4" \
    "$at${5:+/$5}" "$3" "${5:+,\"task\":\"$5\"}" "$at/${5:-$1}/$3" "$at" "$ended" >>"$run/stages.part"
}

# trace_run NAME [FILE]...: ends the run's own records with one of the whole, and writes it with its
# stages, and the tests and deployments of the files, as a trace (OTLP).
trace_run() {
  local result=failure
  jq -es 'first.data.verdict == "go"' "$run/decision.jsonl" >/dev/null && result=success
  if [[ ! -e $run/stages.jsonl ]]; then
    note_run "$1" "" "$at" "$result" ""
    # Nobody has sealed it before, which goes without saying.
    seal -o "$run/stages.jsonl" "$run/stages.part" 2> >(grep -v 'no end record' >&2)
  fi
  [[ -e $run/trace.json ]] ||
    sluice export --format otlp-traces --service sluice -o "$run/trace.json" "$run/stages.jsonl" "${@:2}"
}

# end_run: keeps the run as the last one.
end_run() {
  rm -rf "$out/previous"
  [[ ! -e $out/last ]] || mv "$out/last" "$out/previous"
  mv "$run" "$out/last"
}

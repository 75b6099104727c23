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

# pin NAME: prints the present instant, or the one it printed when this run was begun before:
# filters read no clock, and a run that goes on must not change its mind.
pin() {
  [[ -s $run/$1 ]] || date -u +%FT%TZ >"$run/$1"
  cat "$run/$1"
}

# stage FILE FILTER [ARGUMENT]...: makes a file of the run, unless it is there. Status 1 is an
# answer, not a failure: gate says no, and the run goes on to the report.
stage() {
  local file=$run/$1 status=0
  shift
  [[ -e $file ]] && return
  echo "  $1 > ${file##*/}" >&2
  "$1" -o "$file" "${@:2}" || status=$?
  ((status <= 1)) || exit "$status"
}

# end_run: keeps the run as the last one.
end_run() {
  rm -rf "$out/previous"
  [[ ! -e $out/last ]] || mv "$out/last" "$out/previous"
  mv "$run" "$out/last"
}

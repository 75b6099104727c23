# Sourced by cases: histories that are made rather than kept.
# shellcheck shell=bash

# commit HASH PARENTS REFS SUBJECT [BODY] [AUTHOR]: a commit as git log's layout for collect has it.
commit() {
  local parents
  parents=$(for parent in $2; do printf '%s ' "$(name "$parent")"; done)
  printf '%s\x1f%s\x1f%s\x1f%s\x1f2026-11-20T05:00:00Z\x1f2026-11-20T05:00:00Z\x1f%s\x1f%s\x1f%b\x1f\x1e\n' \
    "$(name "$1")" "${parents% }" "${6-Ann}" ann@example.com "$3" "$4" "${5-}"
}
# name LETTERS: a hash that begins with them.
name() { printf '%s%0*d' "$1" $((40 - ${#1})) 0; }

changes() { collect --from git-log --source git | normalize; }

#!/usr/bin/env bash
# May the release candidate go: release.sh [OUT] RC. A night whose evidence bears the candidate's
# name, decided on by the release policy. Status 1 when the decision is no-go.
set -euo pipefail
here=$(dirname "$0")
out=${1:-out} RELEASE=${2:?which release candidate}
export RELEASE POLICY=${POLICY:-$(cd "$here/.." && pwd)/samples/policies/release.jsonl}
exec "$here/nightly.sh" "$out"

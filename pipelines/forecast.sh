#!/usr/bin/env bash
# When do we run out: forecast.sh [OUT]. Forecasts every metric of the store and shows the result.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR source=stage.sh
. "$(dirname "$0")/stage.sh"
begin_run "${1:-out}"
recall --store "$store" --type metric \
  | forecast --horizon "${HORIZON:-30}" \
  | tee "$out/forecasts.jsonl" \
  | report

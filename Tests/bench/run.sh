#!/usr/bin/env bash
# Measures the filters in bin/ against their peers and prints one table a question, in Markdown; the
# questions may be named: peers, gate, report, forecast, formats, hostile, trends, starts, growth.
# All inputs are generated, and deleted in the end. MEGABYTES, MILLION and STARTS
# shrink it for a try.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
export PATH="$root/bin:$PATH" LC_ALL=C
work=$root/.build/bench/work
python=$root/.build/bench/bin/python
megabytes=${MEGABYTES:-200}
million=${MILLION:-1000000}
runs=${RUNS:-3}
starts=${STARTS:-200}
rm -rf "$work"
mkdir -p "$work"
# Logs and stores of the starts: in memory, so that it is not the disk that is measured.
state=$(mktemp -d -p "$([[ -d /dev/shm ]] && echo /dev/shm || echo "$work")")
trap 'rm -rf "$work" "$state"' EXIT
cd "$work"

# Runs a command and appends "CPU-SECONDS WALL-SECONDS KILOBYTES USER-SECONDS" to a file.
measure() {
  local file=$1
  shift
  /usr/bin/time -f '%U %S %e %M' -o one "$@" >/dev/null 2>errors || {
    tail -n 3 errors >&2
    return 1
  }
  awk '{ print $1 + $2, $3, $4, $1 }' one >>"$file"
}

# The median of a column of a file.
median() {
  awk -v column="$2" '{ print $column }' "$1" | sort -g | awk '
    { value[NR] = $1 }
    END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

# The mean of a column of a file.
mean() { awk -v column="$2" '{ sum += $column } END { print sum / NR }' "$1"; }

quotient() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", (b > 0 ? a / b : 0) }'; }

# shellcheck source-path=SCRIPTDIR source=peers.sh
. "$here/peers.sh"
# shellcheck source-path=SCRIPTDIR source=start.sh
. "$here/start.sh"
# shellcheck source-path=SCRIPTDIR source=gate.sh
. "$here/gate.sh"
# shellcheck source-path=SCRIPTDIR source=report.sh
. "$here/report.sh"
# shellcheck source-path=SCRIPTDIR source=growth.sh
. "$here/growth.sh"
# shellcheck source-path=SCRIPTDIR source=formats.sh
. "$here/formats.sh"
# shellcheck source-path=SCRIPTDIR source=forecast.sh
. "$here/forecast.sh"
# shellcheck source-path=SCRIPTDIR source=hostile.sh
. "$here/hostile.sh"
# shellcheck source-path=SCRIPTDIR source=trends.sh
. "$here/trends.sh"

echo "Measured $(date -u +%F) on $(nproc) cores, $(sed -n 's/^model name.*: //p;' /proc/cpuinfo | head -n 1)"
# Without names all of them.
if ((!$#)); then set -- peers gate report forecast formats hostile trends starts growth; fi
for question; do
  case $question in
  peers) compare_peers ;;
  gate) compare_gate ;;
  report) measure_report ;;
  forecast) compare_forecast ;;
  formats) measure_formats ;;
  hostile) measure_hostile ;;
  trends) measure_trends ;;
  starts) measure_starts ;;
  growth) measure_growth ;;
  *) echo "no such question: $question" >&2 && exit 64 ;;
  esac
done

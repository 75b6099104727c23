#!/usr/bin/env bash
# A steady HTTP load for SECONDS, told of once every INTERVAL: soak-load.sh SECONDS INTERVAL. Writes one
# JSON line an interval to standard output: memory of the server's process, latency, requests, errors.
# The server is Python's own with this project's pages, unless TARGET names a URL and TARGET_PID its
# process. The load comes from wrk, else ab, else hey: of Debian's packages wrk, apache2-utils, hey.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
seconds=$1 interval=$2
connections=${CONNECTIONS:-4}
work=$(mktemp -d)
trap 'kill "${server-}" 2>/dev/null || true; rm -rf "$work"' EXIT

for tool in wrk ab hey none; do command -v "$tool" >/dev/null && break; done
if [[ $tool == none ]]; then
  echo "soak-load: wrk, ab or hey is needed: apt-get install wrk" >&2
  exit 69
fi

if [[ -n ${TARGET-} ]]; then
  url=$TARGET server_pid=${TARGET_PID:?the process of the target}
else
  python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$here/../docs" \
    >"$work/server" 2>/dev/null &
  server=$!
  server_pid=$server
  until port=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$work/server") && [[ -n $port ]]; do
    kill -0 "$server" || { echo "soak-load: the server did not start" >&2; exit 70; }
    sleep 0.1
  done
  url=http://127.0.0.1:$port/streams.md
fi
name=$(tr -cd '[:alnum:]._-' <"/proc/$server_pid/comm")
echo "soak-load: $tool, $connections connections, $url, process $server_pid ($name)" >&2

# Prints "REQUESTS ERRORS P50 P99" with latencies in milliseconds.
load_wrk() {
  wrk --threads 1 --connections "$connections" --duration "${interval}s" --latency "$url" | awk '
    function milliseconds(text) {
      if (text ~ /us$/) return text / 1000
      if (text ~ /ms$/) return text + 0
      return text * (text ~ /m$/ ? 60000 : 1000)
    }
    $1 == "50%" { p50 = milliseconds($2) }
    $1 == "99%" { p99 = milliseconds($2) }
    /requests in/ { requests = $1 }
    /Socket errors/ { gsub(/[^0-9 ]/, ""); for (i = 1; i <= NF; i++) errors += $i }
    /Non-2xx/ { errors += $NF }
    END { print requests + 0, errors + 0, p50 + 0, p99 + 0 }'
}
load_ab() {
  # Without -n ab stops at 50,000 requests, before its time is up.
  ab -q -t "$interval" -n 100000000 -c "$connections" "$url" 2>/dev/null | awk '
    /^Complete requests/ { requests = $NF }
    /^Failed requests|^Non-2xx/ { errors += $NF }
    $1 == "50%" { p50 = $2 }
    $1 == "99%" { p99 = $2 }
    END { print requests + 0, errors + 0, p50 + 0, p99 + 0 }'
}
load_hey() {
  hey -z "${interval}s" -c "$connections" "$url" | awk '
    /50% in/ { p50 = $3 * 1000 }
    /99% in/ { p99 = $3 * 1000 }
    $1 ~ /^\[2/ { requests += $2 }
    $1 ~ /^\[[1345]/ && $1 !~ /^\[2/ { requests += $2; errors += $2 }
    END { print requests + 0, errors + 0, p50 + 0, p99 + 0 }'
}

end=$((SECONDS + seconds))
while ((SECONDS < end)); do
  read -r requests errors p50 p99 < <("load_$tool")
  rss=$(awk '/^VmRSS:/ { print $2 * 1024 }' "/proc/$server_pid/status" 2>/dev/null) || rss=
  # A server that is gone is the end of the soak, and too few samples are no pass.
  [[ -n $rss ]] || { echo "soak-load: process $server_pid has ended" >&2; break; }
  awk -v time="$(date -u +%FT%TZ)" -v process="$name" -v rss="$rss" -v requests="$requests" \
    -v errors="$errors" -v p50="$p50" -v p99="$p99" -v interval="$interval" 'BEGIN {
      printf "{\"time\":\"%s\",\"process\":\"%s\",\"rss_bytes\":%d,", time, process, rss
      printf "\"requests_per_second\":%.3f,", requests / interval
      # Nothing answered is no latency of 0, and all of it failed.
      if (requests > 0) {
        printf "\"latency_p50_seconds\":%.6f,", p50 / 1000
        printf "\"latency_p99_seconds\":%.6f,", p99 / 1000
      }
      share = 1
      if (requests > 0) share = errors / (errors > requests ? errors : requests)
      printf "\"error_share\":%.6f}\n", share
    }'
done

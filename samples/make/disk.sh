#!/usr/bin/env bash
# Writes to standard output what Prometheus answers when it is asked for the use of a disk over two days, one value every
# hour: invented. The disk gains a gigabyte an hour.
set -euo pipefail
values=
for ((hour = 0; hour < 48; hour++)); do
  values+=",[$((1795046400 + hour * 3600)),\"$((400000000000 + hour * 1000000000 + hour * 7919 % 13 * 40000000))\"]"
done
printf '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"%s","mountpoint":"/data"},"values":[%s]}]}}\n' \
  disk_used_bytes "${values:1}"

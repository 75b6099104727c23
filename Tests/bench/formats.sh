# shellcheck shell=bash disable=SC2154 # run.sh sets the variables
# How fast collect reads files of one format, beside the independent parser of each, and whether its
# memory stays the same for a file ten times as long.

format_peer() {
  case $1 in
  go-test-json | k6-ndjson) echo "jq -n reduce(inputs)as\$item(0;.+1)" ;;
  lcov) echo "lcov --summary" ;;
  *) echo "$python $here/formats_peer.py $1" ;;
  esac
}

measure_formats() {
  local format size=${FORMAT_MEGABYTES:-$megabytes} number peer bytes
  printf '\nReading of files of %s MB, median of %s interleaved runs; the peer reads a tenth of it\n\n' \
    "$size" "$runs"
  echo "| Format | collect MB per CPU second | Peak MiB | of ten times as much | Peer | its MB per CPU second | collect's share of its CPU |"
  echo "| --- | ---: | ---: | ---: | --- | ---: | ---: |"
  for format in go-test-json k6-ndjson lcov junit-xml cobertura-xml; do
    "$python" "$here/formats.py" "$format" "$size" >file
    "$python" "$here/formats.py" "$format" "$((size / 10))" >tenth
    bytes=$(stat -c %s file)
    read -ra peer <<<"$(format_peer "$format")"
    for ((number = 0; number < runs; number++)); do
      measure "large-$format" collect --from "$format" file
      measure "small-$format" collect --from "$format" tenth
      measure "peer-$format" "${peer[@]}" tenth
    done
    awk -v format="$format" -v peer="${peer[0]##*/}" -v bytes="$bytes" \
      -v tenth="$(stat -c %s tenth)" -v ours="$(median "large-$format" 1)" \
      -v theirs="$(median "peer-$format" 1)" -v small="$(median "small-$format" 3)" \
      -v large="$(median "large-$format" 3)" 'BEGIN {
        if (peer == "python") peer = format == "junit-xml" ? "junitparser" : "pycobertura"
        speed = bytes / 1e6 / ours
        other = tenth / 1e6 / theirs
        printf "| %s | %.0f | %.1f | %.1f | %s | %.1f | %.3f |\n",
          format, speed, small / 1024, large / 1024, peer, other, other / speed }'
    rm file tenth
  done
}

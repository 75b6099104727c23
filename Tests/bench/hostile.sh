# shellcheck shell=bash disable=SC2154 # run.sh sets the variables
# How soon collect refuses what nobody means well, and what it holds until then.

measure_hostile() {
  local size=${HOSTILE_MEGABYTES:-100} name format options status
  printf '\nInputs of %s MB that nobody means well\n\n' "$size"
  echo "| Input | Status | CPU ms | Peak MiB | What collect says |"
  echo "| --- | ---: | ---: | ---: | --- |"
  while read -r name format; do
    "$python" "$here/hostile.py" "$name" "$size" >hostile
    options=(--from "$format")
    [[ $format != - ]] || options=()
    status=0
    /usr/bin/time -q -f '%U %S %M' -o one collect "${options[@]}" hostile >/dev/null 2>errors ||
      status=$?
    printf '| %s | %s | %s | %s |\n' "$name" "$status" \
      "$(tail -n 1 one | awk '{ printf "%d | %.1f", ($1 + $2) * 1000, $3 / 1024 }')" \
      "$(sed 's/^collect: hostile:\{0,1\}//; s/|/\\|/g' errors | head -n 1)"
  done < <("$python" "$here/hostile.py")
  rm -f hostile
}

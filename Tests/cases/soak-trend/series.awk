# Writes a metric series as records: awk -v metric=NAME -v count=N [-v OPTION=…]… -f series.awk
# Around level with noise; from the point at on a step of by; rise over all points; a sawtooth of saw
# every tooth points; the first warm points higher by much. A point a night from 2026-01-01 on, or a
# minute with minutes=1.
BEGIN {
  if (level == "") level = 100
  if (noise == "") noise = 1
  if (direction == "") direction = "lower"
  if (seed == "") seed = 1
  if (tooth == "") tooth = 10
  state = seed * 7919 % 2147483647
  for (i = 0; i < count; i++) {
    sum = 0
    for (k = 0; k < 12; k++) {
      state = state * 16807 % 2147483647
      sum += state / 2147483647
    }
    value = level + noise * (sum - 6)
    if (at != "" && i >= at) value += by
    if (back != "" && i >= back) value -= by
    value += rise * i / count + saw * (i % tooth) / tooth + (i < warm ? much : 0)
    if (wander != "") value += wander * (int(i / 10) % 3 - 1)
    seconds = i * (minutes ? 60 : 86400)
    day = int(seconds / 86400)
    month = 1
    while (day >= days(month)) day -= days(month++)
    printf "{\"data\":{\"direction\":\"%s\",\"labels\":{},\"metric\":\"%s\",\"unit\":\"s\",\"value\":%s},", \
      direction, metric, sprintf("%.6g", value) + 0
    printf "\"id\":\"%s-%d\",\"release\":\"r%d\",\"source\":\"case\",\"specversion\":\"1.0\",", metric, i, i
    printf "\"time\":\"2026-%02d-%02dT%02d:%02d:00Z\",\"type\":\"sluice.metric.v1\"}\n", month, day + 1, \
      int(seconds % 86400 / 3600), int(seconds % 3600 / 60)
  }
}
function days(month) { return month == 2 ? 28 : month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31 }

# What each rule of a policy comes to, in one pass: jq -n -f gate.jq --slurpfile policy POLICY RECORDS.
# It knows what the policies of gate.sh use, and looks up rules by type as gate does.
def fits($selection; $record):
  all($selection | to_entries[] | select(.key != "type");
    . as $test | $record[$test.key] == $test.value);
($policy[1:]) as $rules
| ($rules | group_by(.select.type) | map({("sluice." + .[0].select.type + ".v1"): .}) | add) as $by
| reduce inputs as $record ({};
    reduce ($by[$record.type] // [])[] as $rule (.;
      if fits($rule.select; $record) then
        .[$rule.id].count += 1
        | if $record.data.status == "failed" then .[$rule.id].failed += 1 else . end
        | .[$rule.id].sum += $record.data.value
      else . end))
| . as $state
| [$rules[] | $state[.id] as $one
    | {(.id): (if .measure.count then ($one.failed // 0)
      elif .measure.ratio then ($one.failed // 0) / $one.count else $one.sum end)}]
| add

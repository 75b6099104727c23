def formats: ["hyperfine-json"];
def refusal: false;
def points($command): kind("metric"; .data.metric == "process.wall_time"
  and .data.labels.command == $command) | .data.value;
def facts: {
  commands: [items("result").data.item | .command as $command | ([points($command)]) as $points
    | {command: $command, runs: ($points | length), mean_s: (.mean | tonumber),
      stddev_s: (.stddev | if . == null then null else tonumber end),
      nonzero_exits: ([.exit_codes[]? | select(. != 0)] | length),
      recomputed_mean_s: (if $points | length > 0 then ($points | add / length) else null end)}]
};

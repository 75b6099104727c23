def formats: ["lm-eval-json"];
# A file that breaks off inside of a token.
def refusal: $entry.expected | has("json_error");
def facts:
  [items("metric").data] as $metrics
  | ([$metrics[].context.keys[0]] | unique) as $tasks
  | {
    tasks: ($tasks | length),
    date: ([$metrics[].context.date][0])
  }
  + if ($tasks | length) == 1 then {metrics_sample: {($tasks[0]): ([kind("metric")
      | {(.data.metric | ltrimstr("lm_eval.")): .data.value}] | add)}} else {} end;

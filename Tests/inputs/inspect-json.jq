def formats: ["inspect-json"];
# NaN is no JSON.
def refusal: $entry.expected | has("json_flags");
def facts:
  ([items("eval").data][0]) as $eval
  | {
    version: $eval.context.version,
    status: $eval.context.status,
    task: $eval.item.task,
    model: $eval.item.model,
    created: $eval.item.created,
    samples: count(items("sample")),
    scores: ([items("metric").data]
      | reduce .[] as $one ([]; if any(.[]; .name == $one.context.score) then . else
          . + [{name: $one.context.score, metrics: {}}] end
        | map(if .name == $one.context.score then .metrics[$one.item.name] = ($one.item.value
            | if type == "string" then tonumber else . end) else . end)))
  };

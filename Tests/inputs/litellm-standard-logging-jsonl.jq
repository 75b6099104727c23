def formats: ["litellm-standard-logging-jsonl"];
def refusal: false;
def calls: kind("call").data;
def facts: {
  rows: count(calls),
  bad: count(rejects),
  by_status: tally(calls.source_value),
  response_cost_sum: sum(calls.cost // "0" | tonumber),
  prompt_tokens: sum(calls.input_tokens // 0),
  completion_tokens: sum(calls.output_tokens // 0),
  success_with_zero_cost: count(calls | select(.status == "ok" and (.cost_known | not))),
  by_end_user: tally(calls | .end_user)
};

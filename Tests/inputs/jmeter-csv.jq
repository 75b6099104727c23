def formats: ["jmeter-csv"];
def refusal: false;
def samples: kind("metric").data;
def facts: {
  rows_with_header: (count(items("sample")) + 1),
  columns: ([items("sample").data.item | length][0]),
  ragged_rows: count(rejects),
  samples: count(samples),
  success_true: count(samples | select(.labels.success == "true")),
  elapsed_sum_ms: sum(samples.value),
  labels: ([samples.labels.label] | unique | length),
  timeStamp_example: ([items("sample").data.item.timeStamp][0]),
  timeStamp_numeric: count(kind("metric"; .time))
};

def formats: ["k6-csv"];
def refusal: false;
def facts: {
  rows_with_header: (count(items("point")) + 1),
  columns: ([items("point").data.item | length][0]),
  ragged_rows: count(rejects)
};

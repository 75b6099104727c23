def formats: ["terraform-log-jsonl"];
def refusal: false;
def facts: {json_lines: count(items), bad_lines: count(rejects)};

def formats: ["locust-csv"];
def refusal: false;
def aggregated: map(select(.Name | IN("Aggregated", "Total")));
def facts: [items.data.item] as $rows | {
  header: (if $rows | length > 0 then $entry.expected.header
    | map(. as $one | select($rows[0] | has($one))) else null end),
  rows: ($rows | length),
  aggregated_rows: ($rows | aggregated | length),
  aggregated: ($rows | aggregated[0])
} | if .header == null then del(.header) else . end;

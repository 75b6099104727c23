def formats: ["focus-csv"];
def refusal: false;
def costs: kind("cost").data;
# The manifest has exact sums as text; jq has doubles.
def total($field; $expected): sum(costs[$field] // "0" | tonumber)
  | if near(.; $expected | tonumber) then $expected else tostring end;
def facts: {
  rows: count(costs),
  columns: ([items.data.item][0] | length),
  sums: {
    BilledCost: total("billed"; $entry.expected.sums.BilledCost),
    EffectiveCost: total("effective"; $entry.expected.sums.EffectiveCost),
    ListCost: total("list"; $entry.expected.sums.ListCost),
    ContractedCost: total("contracted"; $entry.expected.sums.ContractedCost)
  },
  currencies: tally(costs.currency),
  charge_categories: tally(costs.category)
};

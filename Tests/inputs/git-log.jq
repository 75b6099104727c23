def formats: if $entry.expected.tags then ["git-tags"] else ["git-log"] end;
def refusal: false;
def changes: kind("change").data;
def trailer($names): .trailers // [] | any(.key | ascii_downcase | IN($names[]));
def facts: if $entry.expected.tags then {
  tags: count(changes),
  annotated: count(changes | select(.annotated)),
  lightweight: count(changes | select(.annotated | not))
} else {
  commits: count(changes),
  merges: count(changes | select(.parents | length > 1)),
  with_trailers: count(changes | select(.trailers | length > 0)),
  signed_off: count(changes | select(trailer(["signed-off-by"]))),
  co_authored: count(changes | select(trailer(["co-authored-by"])))
} end;

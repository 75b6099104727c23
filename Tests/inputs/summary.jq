# The table of all results, and whether the floors hold.
def pad($width): tostring | . + (" " * ([0, $width - length] | max));
def left($width): tostring | (" " * ([0, $width - length] | max)) + .;
def columns: ["exact", "differing", "kept", "stated", "refused", "unknown", "uncounted"];
def words($text): [$text | split(" ")[] | gsub("\n"; "") | select(. != "")];
. as $results
| (words($must)) as $musts | (words($should)) as $shoulds
| def rank: if IN($musts[1:][]) then "must" elif IN($shoulds[1:][]) then "should" else "" end;
  def row($name; $rank; $files):
    ($name | pad(32)) + ($rank | pad(8)) + ($files | length | left(6))
    + ([columns[] as $column | $files | map(select(.result == $column)) | length | left(11)] | add);
  ("format" | pad(32)) + ("rank" | pad(8)) + ("files" | left(6))
  + ([columns[] | {kept: "on purpose", stated: "as stated", refused: "refused"}[.] // . | left(11)] | add),
  ($results | group_by(.format)[] | row(.[0].format; .[0].format | rank; .)),
  (("must", "should") as $rank
    | ($results | map(select(.format | rank == $rank))) as $files
    | row("all that " + $rank + " be read"; ""; $files),
      (if $rank == "must" then $musts[0] else $shoulds[0] end | tonumber) as $floor
    | ($files | map(select(.result | IN("exact", "kept", "stated"))) | length) as $right
    | if $files | length == 0 then empty
      else (100 * $right / ($files | length)) as $share
        | "\(if $share >= $floor then "within" else "below" end) the floor: "
          + "\($share * 10 | floor / 10) % of \($rank) are right, \($floor) % is the floor" end)

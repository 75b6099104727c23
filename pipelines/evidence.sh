# shellcheck shell=bash disable=SC2154 # stage.sh sets the variables
# What the pipelines of a night and of a release share; sourced, not run.

# gather_evidence INPUTS RELEASE: from what the tools made to verified records of the run: collected,
# normalized, related, kept, analysed, traced, and signed into the log.
gather_evidence() {
  local inputs=$1 release=$2
  local about=(--set "commit=$commit" --set "release=$release" --set "runid=$at")
  stage observations.jsonl collect "${about[@]}" \
    --expect swift-testing-jsonl=1 --expect llvm-cov-json=1 \
    "$inputs/events.jsonl" "$inputs/coverage.json" "$inputs/timings.json" "$inputs/memory.jsonl"
  stage commits.jsonl collect "${about[@]}" --expect git-log=1 "$inputs/history.txt"
  stage records.jsonl normalize --set "time=$at" --map "$root/pipelines/maps/process-sample.jsonl" \
    observations.jsonl
  stage changes.jsonl normalize commits.jsonl
  stage related.jsonl correlate records.jsonl changes.jsonl
  # Changes are git's to keep, and come again every night in another run's name.
  stage retained.jsonl retain --store "$store" --keep 400d --at "$at" \
    --audit deletions.jsonl records.jsonl
  stage history.jsonl recall --store "$store" --type metric
  stage trends.jsonl soak-trend history.jsonl
  stage forecasts.jsonl forecast --horizon 30 history.jsonl trends.jsonl
  stage lineage.jsonl lineage-build related.jsonl
  stage signed.jsonl sign --log "$log" --key "$key" related.jsonl trends.jsonl forecasts.jsonl \
    lineage.jsonl deletions.jsonl
  stage verified.jsonl verify --log "$log" --key "$key.vkey" signed.jsonl
}

// Written by tools/catalogue from what the filters declare; `make docs` writes it anew.

/// A line a filter: its name and what it does.
let catalogue = """
  collect Read files that other tools have written into observations
  normalize Turn observations, or any JSON lines, into canonical records
  schema Show what the records of each kind hold
  migrate Take records to another major version of their kind, and back
  seal Put a fresh end record on a stream that another tool has edited
  retain Keep records in a store for later and pass them on
  recall Read records back from a store
  correlate Say which records belong together
  soak-trend Find steps and leaks in metrics, with a verdict for each series
  forecast Look ahead in metrics, and say when a limit is reached
  calibrate Keep thresholds up to date with what is measured
  plan Say how many units a forecast needs, hour by hour or day by day
  lineage-build Trace evidence to its source and list what is missing
  redact Class records, mask what must not be seen, and stop what is classed too high
  sign Append records to a hash-chained log and sign a checkpoint of it
  verify Check signatures and roles, a log, and that records are in it; pass records on
  approve Write an approval, a rejection or a request for one, or check that there is one
  waive Write a waiver of one rule: bounded, scoped, for a while, for a person to sign
  gate Decide by a policy whether a release may go
  explain Explain a decision to a person: why, since when, and what would make it go
  attest Write decisions and tests as statements that other verifiers read
  report Show records and their decision to a person
  export Write records as metrics, traces, events, dashboards and alerts for other tools
  release-notes Write the notes of a release from its changes
  docs-sync Refresh the generated sections of Markdown documents, and check links and front matter
  """

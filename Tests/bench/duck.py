"""The projection of points.map.jsonl by DuckDB with one thread: duck.py INPUT OUTPUT."""

import sys

import duckdb

QUERY = """
copy (
  select
    {'labels': {'method': data.tags.method, 'name': data.tags.name, 'status': data.tags.status},
     'metric': metric, 'unit': '1', 'value': data.value} as data,
    'sluice/normalize' as source, '1.0' as specversion, data.time as time,
    'sluice.metric.v1' as type
  from read_json(
    '%s', format = 'newline_delimited',
    columns = {'type': 'VARCHAR', 'metric': 'VARCHAR', 'data':
      'STRUCT("time" VARCHAR, "value" DOUBLE,
              tags STRUCT("method" VARCHAR, "name" VARCHAR, "status" VARCHAR))'})
  where type = 'Point')
to '%s' (format json)
"""

connection = duckdb.connect()
connection.execute("set threads = 1")
if len(sys.argv) > 2:
    connection.execute(QUERY % (sys.argv[1], sys.argv[2]))

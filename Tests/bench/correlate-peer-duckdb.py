"""The components of records by DuckDB: labels spread over keys until nothing changes."""
import sys

import duckdb

path, out = sys.argv[1:3]
db = duckdb.connect()
db.execute("SET threads = 2")
db.execute(
    "CREATE TABLE records AS SELECT row_number() OVER () AS row, json AS line, "
    "hash('c' || (json->>'commit')) AS a, hash('r' || (json->>'runid')) AS b, "
    "hash('t' || substr(json->>'traceparent', 4, 32)) AS c "
    f"FROM read_ndjson_objects('{path}')")
db.execute("CREATE TABLE pairs AS SELECT DISTINCT a AS x, b AS y FROM records "
           "UNION SELECT DISTINCT a, c FROM records")
db.execute("CREATE TABLE pairs2 AS SELECT x, y FROM pairs UNION ALL SELECT y, x FROM pairs")
db.execute("CREATE TABLE labels AS SELECT x AS key, x AS label FROM pairs2 GROUP BY x")
while True:
    db.execute(
        "CREATE OR REPLACE TABLE next AS SELECT l.key, least(l.label, min(o.label)) AS label "
        "FROM labels l JOIN pairs2 p ON p.x = l.key JOIN labels o ON o.key = p.y "
        "GROUP BY l.key, l.label")
    changed = db.execute(
        "SELECT count(*) FROM next n JOIN labels l USING (key) WHERE n.label <> l.label"
    ).fetchone()[0]
    db.execute("DROP TABLE labels; ALTER TABLE next RENAME TO labels")
    if changed == 0:
        break
db.execute(
    f"COPY (SELECT line, label FROM records JOIN labels ON labels.key = records.a ORDER BY row) "
    f"TO '{out}' (FORMAT csv)")

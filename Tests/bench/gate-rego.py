"""What each rule of a policy comes to, by Rego: gate-rego.py POLICY RECORDS."""
import json
import sys

import regopy

MODULE = """package gate
import rego.v1
fits(r, rule) if { not rule.select.service }
fits(r, rule) if { r.service == rule.select.service }
values(rule) := [r.data | some r in input.records[rule.select.type]; fits(r, rule)]
failed(rule) := count([v | some v in values(rule); v.status == "failed"])
got[rule.id] := failed(rule) if { some rule in input.rules; rule.measure.count }
got[rule.id] := failed(rule) / count(values(rule)) if { some rule in input.rules; rule.measure.ratio }
got[rule.id] := sum([v.value | some v in values(rule)]) if { some rule in input.rules; rule.measure.field }
"""
policy, records = sys.argv[1:]
by_type = {}
for line in open(records):
    record = json.loads(line)
    kind = record["type"].split(".")[1]
    by_type.setdefault(kind, []).append(
        {"service": record.get("service"), "data": record.get("data")})
by_type.pop("end", None)
interpreter = regopy.Interpreter()
interpreter.add_module("gate", MODULE)
interpreter.set_input({"records": by_type, "rules": [json.loads(line) for line in list(open(policy))[1:]]})
print(json.dumps(json.loads(str(interpreter.query("data.gate.got")))["expressions"][0]))

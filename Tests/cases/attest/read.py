"""Reads envelopes of in-toto statements by libraries that are not ours: read.py FILE PUBLIC-KEY."""
import hashlib
import json
import sys

import google.protobuf.json_format as json_format
from in_toto_attestation.v1 import statement_pb2
from in_toto_attestation.v1.statement import Statement
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

path, public = sys.argv[1:]
text = '{"keytype":"ed25519","keyval":{"public":"%s"},"scheme":"ed25519"}' % public
key = SSlibKey(hashlib.sha256(text.encode()).hexdigest(), "ed25519", "ed25519", {"public": public})
for line in open(path):
    good = json.loads(line)
    envelope = Envelope.from_dict(dict(good))
    envelope.verify([key], 1)
    statement = json.loads(envelope.payload)
    parsed = json_format.ParseDict(statement, statement_pb2.Statement())
    Statement.copy_from_pb(parsed).validate()
    if "test-result" in statement["predicateType"]:
        # The predicate as its published message has it; a member too many is an error.
        from in_toto_attestation.predicates.test_result.v0 import test_result_pb2

        json_format.ParseDict(statement["predicate"], test_result_pb2.TestResult())
    for member in ("payload", "payloadType"):
        bad = dict(good)
        bad[member] = ("A" if bad[member][0] != "A" else "B") + bad[member][1:]
        try:
            Envelope.from_dict(bad).verify([key], 1)
        except Exception:
            continue
        sys.exit("an altered %s is verified" % member)
    for change in ({"_type": "x"}, {"subject": []}, {"predicateType": ""}):
        try:
            Statement.copy_from_pb(
                json_format.ParseDict({**statement, **change}, statement_pb2.Statement())
            ).validate()
        except Exception:
            continue
        sys.exit("a statement with %s is accepted" % change)

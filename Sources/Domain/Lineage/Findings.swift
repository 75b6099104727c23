internal import Kernel
internal import Records

/// Something that should be there and is not.
struct Hole {
  let node: ByteString
  let rule: ByteString
  let missing: ByteString
  /// The node of the record that the hole was found by.
  let record: ByteString?

  /// Whether another record found the same.
  func isSame(as other: Hole) -> Bool {
    node == other.node && rule == other.rule && missing == other.missing
  }

  /// The `sluice.hole.v1` record.
  var json: JSON {
    let evidence = record.map { ByteString(Array($0.bytes.dropFirst("record:".utf8.count))) }
    let data = JSON.members([
      "missing": .string(missing), "node": .string(node),
      "record": evidence.map { .string($0) }, "rule": .string(rule),
    ])
    return RecordShape.record(
      "hole", data: data, envelope: Envelope(source: "sluice/lineage-build", subject: node))
  }
}

/// What a rule with `each` finds for one record: which of the values there are.
struct MatrixRow {
  let node: ByteString
  let rule: ByteString
  let cells: [(label: ByteString, isFilled: Bool)]

  /// The `sluice.matrix.v1` record.
  var json: JSON {
    let data = JSON.members([
      "cells": .object(cells.map { .init($0.label, .bool($0.isFilled)) }),
      "complete": .bool(cells.allSatisfy(\.isFilled)), "node": .string(node),
      "rule": .string(rule),
    ])
    return RecordShape.record(
      "matrix", data: data, envelope: Envelope(source: "sluice/lineage-build", subject: node))
  }
}

internal import Kernel

/// Elements of an XML document under construction, in memory that is used again.
///
/// Nodes are added at the end and taken away from the end, as elements open and close: what was
/// opened behind a mark goes when the tree is cut back to it.
final class XMLTree {
  /// A place in `bytes`.
  struct Run {
    var start = 0
    var count = 0
  }

  /// An element.
  struct Node {
    var name: Run
    var firstAttribute: Int
    var attributeCount: Int
    var firstText = -1
    var lastText = -1
    var firstChild = -1
    var lastChild = -1
    var nextSibling = -1
  }

  /// How much there is.
  struct Mark {
    let nodes: Int
    let attributes: Int
    let texts: Int
    let bytes: Int
  }

  private struct Text {
    var run: Run
    var next = -1
  }

  /// One member of the object an element becomes.
  private struct Member {
    let key: ByteView
    let kind: Kind
    let index: Int

    enum Kind { case text, attribute, child }
  }

  private let bytes = ByteBuffer(capacity: 64 << 10)
  private var nodes: [Node] = []
  private var attributes: [(name: Run, value: Run)] = []
  private var texts: [Text] = []
  private var members: [Member] = []

  /// How many bytes are held: names, values and text, and what there is of each of them.
  var size: Int {
    bytes.count + nodes.count * MemoryLayout<Node>.stride
      + attributes.count * MemoryLayout<(Run, Run)>.stride
      + texts.count * MemoryLayout<Text>.stride
  }

  /// The present extent.
  var mark: Mark {
    Mark(nodes: nodes.count, attributes: attributes.count, texts: texts.count, bytes: bytes.count)
  }

  /// Forgets what came after `mark`.
  func cut(to mark: Mark) {
    nodes.removeSubrange(mark.nodes...)
    attributes.removeSubrange(mark.attributes...)
    texts.removeSubrange(mark.texts...)
    bytes.count = mark.bytes
  }

  private func keep(_ view: ByteView) -> Run {
    let run = Run(start: bytes.count, count: view.count)
    bytes.append(view)
    return run
  }

  private func bytes(of run: Run) -> ByteView {
    ByteView(bytes.start + run.start, count: run.count)
  }

  /// Adds an element, as the last child of `parent` if there is one, and returns its number.
  func open(_ name: ByteView, _ given: XMLAttributes, in parent: Int?) -> Int {
    let first = attributes.count
    let number = nodes.count
    let kept = keep(name)
    for (attribute, value) in given {
      // With the "@" of its key in front.
      let start = bytes.count
      bytes.append(0x40)
      bytes.append(attribute)
      let key = Run(start: start, count: attribute.count + 1)
      attributes.append((name: key, value: keep(value)))
    }
    nodes.append(
      Node(name: kept, firstAttribute: first, attributeCount: attributes.count - first))
    if let parent {
      if nodes[parent].lastChild < 0 {
        nodes[parent].firstChild = number
      } else {
        nodes[nodes[parent].lastChild].nextSibling = number
      }
      nodes[parent].lastChild = number
    }
    return number
  }

  /// Adds character data to an element.
  func add(_ text: ByteView, to node: Int) {
    let last = nodes[node].lastText
    // Mostly a piece follows the one before it.
    if last >= 0, texts[last].run.start + texts[last].run.count == bytes.count {
      bytes.append(text)
      texts[last].run.count += text.count
      return
    }
    let number = texts.count
    texts.append(Text(run: keep(text)))
    if last >= 0 { texts[last].next = number } else { nodes[node].firstText = number }
    nodes[node].lastText = number
  }

  /// Writes an element as an object: attributes as "@name", character data as "#text" unless it is
  /// white space, child elements by name as arrays of such objects.
  func write(_ number: Int, to writer: inout JSONWriter) {
    let base = members.count
    gather(number)
    writer.beginObject()
    var index = base
    while index < members.count {
      let member = members[index]
      index += 1
      writer.key(member.key)
      switch member.kind {
      case .text: writeText(of: number, to: &writer)
      case .attribute: writer.string(bytes(of: attributes[member.index].value))
      case .child:
        writer.beginArray()
        write(member.index, to: &writer)
        while index < members.count, members[index].kind == .child,
          members[index].key == member.key
        {
          write(members[index].index, to: &writer)
          index += 1
        }
        writer.endArray()
      }
    }
    members.removeSubrange(base...)
    writer.endObject()
  }

  /// Writes the attributes of an element as an object.
  func writeAttributes(of number: Int, to writer: inout JSONWriter) {
    let base = members.count
    gatherAttributes(of: nodes[number])
    sort(from: base)
    writer.beginObject()
    for member in members[base...] {
      writer.key(member.key)
      writer.string(bytes(of: attributes[member.index].value))
    }
    members.removeSubrange(base...)
    writer.endObject()
  }

  private func gatherAttributes(of node: Node) {
    for index in node.firstAttribute..<node.firstAttribute + node.attributeCount {
      members.append(Member(key: bytes(of: attributes[index].name), kind: .attribute, index: index))
    }
  }

  private func gather(_ number: Int) {
    let base = members.count
    let node = nodes[number]
    if hasText(node) { members.append(Member(key: ByteView("#text"), kind: .text, index: 0)) }
    gatherAttributes(of: node)
    var child = node.firstChild
    while child >= 0 {
      members.append(Member(key: bytes(of: nodes[child].name), kind: .child, index: child))
      child = nodes[child].nextSibling
    }
    sort(from: base)
  }

  /// By key, and children of one name in their order; by insertion while they are few.
  private func sort(from base: Int) {
    guard members.count - base <= 16 else {
      return members[base...].sort(by: XMLTree.precedes)
    }
    members.withUnsafeMutableBufferPointer { members in
      var next = base + 1
      while next < members.count {
        let member = members[next]
        var gap = next
        while gap > base, XMLTree.precedes(member, members[gap - 1]) {
          members[gap] = members[gap - 1]
          gap -= 1
        }
        members[gap] = member
        next += 1
      }
    }
  }

  private static func precedes(_ left: Member, _ right: Member) -> Bool {
    if left.key == right.key { return left.index < right.index }
    return ByteView.precedes(left.key, right.key)
  }

  private func hasText(_ node: Node) -> Bool {
    var text = node.firstText
    while text >= 0 {
      if !bytes(of: texts[text].run).trimmed.isEmpty { return true }
      text = texts[text].next
    }
    return false
  }

  private func writeText(of number: Int, to writer: inout JSONWriter) {
    let node = nodes[number]
    if node.firstText == node.lastText {
      return writer.string(bytes(of: texts[node.firstText].run))
    }
    let joined = ByteBuffer()
    var text = node.firstText
    while text >= 0 {
      joined.append(bytes(of: texts[text].run))
      text = texts[text].next
    }
    writer.string(joined.view)
  }
}

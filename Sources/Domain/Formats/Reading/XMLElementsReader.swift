internal import Kernel

/// Which elements of an XML document become items.
struct XMLLayout: Sendable {
  /// Names of root elements, without prefix; another one is refused.
  let roots: [StaticString]
  /// Elements that are items with all they hold.
  let items: [StaticString]
  /// Elements that hold items and are items themselves when they end, with their attributes and
  /// those of their children that are neither.
  var containers: [StaticString] = []
  /// Elements of containers that hold items in turn, and are no items themselves.
  var wrappers: [StaticString] = []
  /// The key of a context that is the attributes of the open elements alone, outermost first.
  var contextKey: ByteString?
  /// Whether a document type declaration that only names its DTD is let through.
  var allowsDTDName = false

  static func has(_ names: [StaticString], _ name: ByteView) -> Bool {
    names.contains { name == $0 }
  }
}

/// XML documents by a layout, in the memory of one item and of the open elements around it.
///
/// An item is an object: attributes as `@name`, character data as `#text`, children by name as
/// arrays. Its context is `open`: by name, the attributes of the open elements around it as an
/// array, innermost first; and `path`, their names from the root on. With `contextKey` it is that
/// alone. A container's observation says how many items it holds (`cases`), and with the containers
/// in it (`all_cases`).
struct XMLElementsReader: FormatReader {
  private let layout: XMLLayout

  init(_ layout: XMLLayout) { self.layout = layout }

  func read(into output: ObservationWriter) throws(Failure) {
    let handler = XMLElementsHandler(layout, output)
    do {
      try XMLReader(output.file, handler: handler, allowsDTDName: layout.allowsDTDName).run()
    } catch {
      try output.abandon(error)
    }
  }
}

private final class XMLElementsHandler: XMLHandler {
  /// An open element around the items.
  private struct Ancestor {
    let name: ByteString
    let node: Int
    let mark: XMLTree.Mark
    let isContainer: Bool
    /// How many items it holds: itself, and with the containers in it.
    var items = (direct: 0, all: 0)
  }

  private let layout: XMLLayout
  private let output: ObservationWriter
  private let tree = XMLTree()
  private var ancestors: [Ancestor] = []
  /// The open elements of the item, or of a container's own child.
  private var open: [Int] = []
  private var itemMark: XMLTree.Mark?
  private let context = ByteBuffer(capacity: 512)
  private var contextIsCurrent = false

  init(_ layout: XMLLayout, _ output: ObservationWriter) {
    self.layout = layout
    self.output = output
  }

  func start(_ name: ByteView, _ attributes: XMLAttributes) throws(Failure) {
    try checkSize()
    if let parent = open.last {
      open.append(tree.open(name, attributes, in: parent))
      return
    }
    let local = name.localName
    if ancestors.isEmpty, !XMLLayout.has(layout.roots, local) {
      let rest = layout.roots.dropLast().map(\.description).joined(separator: ", ")
      let right = layout.roots.last.map { rest.isEmpty ? "\($0)" : "\(rest) or \($0)" } ?? ""
      throw .data(
        Place(output.file.name), "root element <\(name.text)>, \(right) would be right")
    }
    let mark = tree.mark
    if XMLLayout.has(layout.items, local) {
      itemMark = mark
      open.append(tree.open(name, attributes, in: nil))
      return
    }
    let isContainer = XMLLayout.has(layout.containers, local)
    if !isContainer, let last = ancestors.last, last.isContainer,
      !XMLLayout.has(layout.wrappers, local)
    {
      open.append(tree.open(name, attributes, in: last.node))
      return
    }
    let node = tree.open(name, attributes, in: nil)
    ancestors.append(
      Ancestor(name: ByteString(local), node: node, mark: mark, isContainer: isContainer))
    contextIsCurrent = false
  }

  func text(_ text: ByteView) throws(Failure) {
    try checkSize()
    if let element = open.last {
      tree.add(text, to: element)
    } else if let last = ancestors.last, last.isContainer, !text.trimmed.isEmpty {
      tree.add(text, to: last.node)
    }
  }

  func end(_ name: ByteView) throws(Failure) {
    guard let element = open.popLast() else { return try endAncestor(name) }
    guard open.isEmpty, let mark = itemMark else { return }
    itemMark = nil
    try emit(element, name.localName)
    tree.cut(to: mark)
    countItem()
  }

  private func endAncestor(_ name: ByteView) throws(Failure) {
    guard let last = ancestors.popLast() else { return }
    contextIsCurrent = false
    if last.isContainer { try emit(last.node, name.localName, items: last.items) }
    tree.cut(to: last.mark)
  }

  private func countItem() {
    var isDirect = true
    for index in ancestors.indices.reversed() where ancestors[index].isContainer {
      ancestors[index].items.all += 1
      if isDirect { ancestors[index].items.direct += 1 }
      isDirect = false
    }
  }

  private func emit(
    _ node: Int, _ part: ByteView, items: (direct: Int, all: Int)? = nil
  ) throws(Failure) {
    if !contextIsCurrent { layOutContext() }
    var writer = JSONWriter(output.item)
    tree.write(node, to: &writer)
    try output.emit(part, context: context.view, cases: items)
  }

  private func layOutContext() {
    context.removeAll()
    var writer = JSONWriter(context)
    writer.beginObject()
    if let key = layout.contextKey {
      write(ancestors, at: key, to: &writer)
    } else {
      writer.key("open")
      writer.beginObject()
      for name in Set(ancestors.map(\.name)).sorted() {
        write(ancestors.reversed().filter { $0.name == name }, at: name, to: &writer)
      }
      writer.endObject()
      writer.key("path")
      writer.beginArray()
      for ancestor in ancestors { writer.string(ancestor.name) }
      writer.endArray()
    }
    writer.endObject()
    contextIsCurrent = true
  }

  private func write(_ elements: [Ancestor], at key: ByteString, to writer: inout JSONWriter) {
    writer.key(key)
    writer.beginArray()
    for element in elements { tree.writeAttributes(of: element.node, to: &writer) }
    writer.endArray()
  }

  private func checkSize() throws(Failure) {
    guard tree.size > FormatLimit.elementBytes else { return }
    throw .data(
      Place(output.file.name),
      "an element longer than \(FormatLimit.elementBytes) bytes, the limit of an item")
  }
}

extension ByteView {
  /// An element's name without its namespace prefix.
  var localName: ByteView {
    guard let colon = firstIndex(of: 0x3A) else { return self }
    return slice(colon + 1, count)
  }
}

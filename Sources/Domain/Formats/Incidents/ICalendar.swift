internal import Kernel

/// iCalendar (RFC 5545): each component of a calendar is an item, with its properties by name, and
/// the calendar itself the last. Holds one component at a time, up to `FormatLimit.elementBytes`.
///
/// A property is a list of objects with `value` and, where there are any, `params`: it may stand
/// several times. A line inside of an event that is none is kept as a `fault` of it, since many
/// calendars have some; one outside is refused. An event begins at one time: without a date, or with
/// two, `DTSTART` refuses it.
struct ICalendarReader: FormatReader {
  /// A component with what was read of it so far.
  private final class Component {
    let name: ByteString
    let line: Int
    var properties: [ICalendarLine] = []
    var faults: [ByteString] = []
    var children: [Component] = []

    init(_ name: ByteString, line: Int) {
      self.name = name
      self.line = line
    }

    var beginnings: [ICalendarLine] { properties.filter { $0.name == "DTSTART" } }
  }

  private static let parts: [(ByteString, StaticString)] = [
    ("VCALENDAR", "calendar"), ("VEVENT", "event"), ("VTODO", "todo"), ("VJOURNAL", "journal"),
    ("VFREEBUSY", "freebusy"), ("VTIMEZONE", "timezone"),
  ]

  /// What a line takes beside its text.
  private static let lineBytes = 64

  private var open: [Component] = []
  /// What the component takes, and of how many lines the line at hand was folded.
  private var bytes = 0
  private var folds = 0

  mutating func read(into output: ObservationWriter) throws(Failure) {
    let lines = output.file.lines
    var text: [UInt8] = []
    var begin = 1
    while let line = try lines.next() {
      if line.count > 0, line[0] == 0x20 || line[0] == 0x09, !text.isEmpty {
        text += UnsafeBufferPointer(start: line.start + 1, count: line.count - 1)
        folds += 1
        try bound(text.count + folds * Self.lineBytes, begin, output)
        continue
      }
      guard try take(text, begin, output) else { return }
      text.removeAll(keepingCapacity: true)
      text += UnsafeBufferPointer(start: line.start, count: line.count)
      folds = 0
      begin = lines.line
    }
    guard try take(text, begin, output) else { return }
    if let component = open.last {
      try output.abandon(
        .data(
          Place(output.file.name, line: component.line),
          "the file is cut off, END:\(component.name) would end it"))
    }
  }

  private func bound(_ count: Int, _ line: Int, _ output: ObservationWriter) throws(Failure) {
    guard bytes + count > FormatLimit.elementBytes else { return }
    throw .data(
      Place(output.file.name, line: line),
      "a component longer than \(FormatLimit.elementBytes) bytes, the limit of one")
  }

  /// Takes one unfolded line; false when nothing behind it can be told.
  private mutating func take(
    _ text: [UInt8], _ line: Int, _ output: ObservationWriter
  ) throws(Failure) -> Bool {
    if text.allSatisfy(isSpace) { return true }
    let place = Place(output.file.name, line: line)
    if ByteString(text).withView({ UTF8Sequence.firstError(in: $0) }) != nil
      || text.contains(0)
    {
      try output.refuse(place, "a line that is not UTF-8 text")
      return true
    }
    bytes += text.count + Self.lineBytes
    try bound(0, line, output)
    guard let property = ICalendarLine(text) else {
      if open.count > 1 {
        open[open.count - 1].faults.append(ByteString(text))
      } else {
        try output.refuse(place, "no content line, NAME:VALUE would be right")
      }
      return true
    }
    switch property.name {
    case "BEGIN":
      guard open.count < 16 else {
        try output.abandon(.data(place, "components nested deeper than 16"))
        return false
      }
      open.append(Component(property.value, line: line))
    case "END":
      guard let component = open.popLast(), component.name == property.value else {
        try output.abandon(.data(place, "END:\(property.value) ends nothing that is open"))
        return false
      }
      try close(component, output)
    default:
      guard let component = open.last else {
        try output.refuse(place, "a line outside of a calendar")
        return true
      }
      component.properties.append(property)
    }
    return true
  }

  private mutating func close(
    _ component: Component, _ output: ObservationWriter
  ) throws(Failure) {
    if open.count > 1 {
      open[open.count - 1].children.append(component)
      return
    }
    bytes = 0
    let place = Place(output.file.name, line: component.line)
    let part = Self.parts.first { $0.0 == component.name }?.1 ?? "component"
    if component.name == "VEVENT" {
      let beginnings = component.beginnings
      if beginnings.count > 1 || beginnings.contains(where: { !$0.isDate }) {
        return try output.refuse(
          place, "an event whose DTSTART is no date and time, or stands twice")
      }
    }
    var writer = JSONWriter(output.item)
    Self.write(component, to: &writer)
    try output.emit(ByteView(part), line: component.line)
  }

  private static func write(_ component: Component, to writer: inout JSONWriter) {
    let byName = Dictionary(grouping: component.properties, by: \.name)
    writer.beginObject()
    for (name, values) in byName.sorted(by: { $0.key < $1.key }) {
      writer.key(name)
      writer.beginArray()
      for value in values { write(value, to: &writer) }
      writer.endArray()
    }
    // Small letters: no property has such a name.
    if !component.children.isEmpty {
      writer.key("components")
      writer.beginArray()
      for child in component.children { write(child, to: &writer) }
      writer.endArray()
    }
    if !component.faults.isEmpty {
      writer.key("faults")
      writer.beginArray()
      for fault in component.faults { writer.string(fault) }
      writer.endArray()
    }
    writer.key("name")
    writer.string(component.name)
    writer.endObject()
  }

  private static func write(_ property: ICalendarLine, to writer: inout JSONWriter) {
    writer.beginObject()
    if !property.parameters.isEmpty {
      writer.key("params")
      writer.beginObject()
      var last: ByteString?
      for (name, value) in property.parameters.sorted(by: { $0.name < $1.name })
      where name != last {
        last = name
        writer.key(name)
        writer.string(value)
      }
      writer.endObject()
    }
    writer.key("value")
    writer.string(property.value)
    writer.endObject()
  }
}

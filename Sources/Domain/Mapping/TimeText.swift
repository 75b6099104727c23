import Kernel

/// Times with a zone in other forms than RFC 3339, brought to its form.
///
/// `2016-09-28 20:04:55 UTC`, `2016-09-28 20:04:55 +0200` (GitLab, Ruby), `20160928T200455Z` (basic
/// ISO 8601, iCalendar), `28/Sep/2016:20:04:55 +0000` (access logs), `Wed, 28 Sep 2016 20:04:55 GMT`
/// (RFC 9110, 5.6.7, and RFC 5322). A time without a zone stays what it is: nobody guesses one.
enum TimeText {
  /// The text as RFC 3339, nil when it is in none of these forms. Whether the date exists is not
  /// judged here.
  static func rfc3339(_ text: ByteView) -> ByteString? {
    var bytes: [UInt8] = []
    for index in 0..<text.count { bytes.append(text[index]) }
    if let comma = bytes.firstIndex(of: 0x2C) { bytes.removeFirst(comma + 1) }
    let words = bytes.split(separator: 0x20).map(Array.init)
    switch words.count {
    case 1: return words[0].count == 16 ? basic(words[0]) : nil
    case 2:
      if words[0].count == 20, words[0][2] == 0x2F { return common(words[0], words[1]) }
      // The zone may follow the time at once, as in RFC 3339 but for the space.
      guard let cut = words[1].firstIndex(where: { [0x2B, 0x2D, 0x5A].contains($0) }) else {
        return nil
      }
      return join(words[0], Array(words[1][..<cut]), Array(words[1][cut...]))
    case 3: return join(words[0], words[1], words[2])
    case 5:
      guard let month = month(words[1]) else { return nil }
      let day = words[0].count == 1 ? [0x30] + words[0] : words[0]
      return join(words[2] + [0x2D] + month + [0x2D] + day, words[3], words[4])
    default: return nil
    }
  }

  private static func join(_ date: [UInt8], _ time: [UInt8], _ zone: [UInt8]) -> ByteString? {
    guard date.count == 10, time.count >= 8, let zone = offset(zone) else { return nil }
    return ByteString(date + [0x54] + time + zone)
  }

  private static func basic(_ text: [UInt8]) -> ByteString? {
    guard text[8] == 0x54, text[15] == 0x5A else { return nil }
    let date = text[0..<4] + [0x2D] + text[4..<6] + [0x2D] + text[6..<8]
    let time = text[9..<11] + [0x3A] + text[11..<13] + [0x3A] + text[13..<15]
    return ByteString(Array(date + [0x54] + time + [0x5A]))
  }

  private static func common(_ text: [UInt8], _ zone: [UInt8]) -> ByteString? {
    guard let month = month(Array(text[3..<6])), text[6] == 0x2F, text[11] == 0x3A else {
      return nil
    }
    let date: [ArraySlice<UInt8>] = [text[7..<11], [0x2D], month[...], [0x2D], text[0..<2]]
    return join(Array(date.joined()), Array(text[12...]), zone)
  }

  private static func offset(_ zone: [UInt8]) -> [UInt8]? {
    if ["UTC", "GMT", "Z"].contains(where: { zone.elementsEqual($0.utf8) }) { return [0x5A] }
    guard zone.first == 0x2B || zone.first == 0x2D else { return nil }
    if zone.count == 5 { return zone[..<3] + [0x3A] + zone[3...] }
    return zone.count == 6 && zone[3] == 0x3A ? zone : nil
  }

  private static func month(_ name: [UInt8]) -> [UInt8]? {
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard let index = names.firstIndex(where: { name.elementsEqual($0.utf8) }) else { return nil }
    return [0x30 + UInt8((index + 1) / 10), 0x30 + UInt8((index + 1) % 10)]
  }
}

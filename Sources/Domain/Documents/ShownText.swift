internal import Kernel

extension MarkdownInlines {
  /// The text as it is shown: without marks of code, links and emphasis, images and tags.
  var shown: String {
    var isSeen = [Bool](repeating: true, count: text.count)
    for range in unseen { for index in range { isSeen[index] = false } }
    var isCode = [Bool](repeating: false, count: text.count)
    for range in code { for index in range { isCode[index] = true } }
    for index in emphasis(isSeen, isCode) { isSeen[index] = false }
    var shown: [UInt8] = []
    var index = 0
    while index < text.count {
      let isPlain = isSeen[index] && !isCode[index]
      let run = text[index...].indices.prefix { (isSeen[$0] && !isCode[$0]) == isPlain }
      let end = index + run.count
      if isPlain {
        shown += LinkParts.plain(text[index..<end]).bytes
      } else {
        for at in index..<end where isSeen[at] { shown.append(text[at]) }
      }
      index = end
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// The `_` that are marks of emphasis: those inside of words never are. Those of `*` need not be
  /// known, since no anchor has them.
  private func emphasis(_ isSeen: [Bool], _ isCode: [Bool]) -> [Int] {
    var marks: [Int] = []
    var openers: [Int] = []
    for index in text.indices where text[index] == 0x5F && isSeen[index] && !isCode[index] {
      if index > 0, text[index - 1] == 0x5C, !isSeen[index - 1] { continue }
      let run = text[index...].prefix { $0 == 0x5F }.count
      let start = index - text[..<index].reversed().prefix { $0 == 0x5F }.count
      let before = start > 0 ? text[start - 1] : 0x20
      let behind = index + run < text.count ? text[index + run] : 0x20
      let opens = !isSpace(behind) && (isSpace(before) || LinkParts.isPunctuation(before))
      let closes = !isSpace(before) && (isSpace(behind) || LinkParts.isPunctuation(behind))
      if closes, let opener = openers.popLast() {
        marks += [opener, index]
      } else if opens {
        openers.append(index)
      }
    }
    return marks
  }
}

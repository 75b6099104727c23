internal import Kernel
internal import Records

/// What a rule asks of a record, as numbers in the `SelectionSet` of its policy: in plain memory, since
/// every record is held against every rule.
struct RulePlan: BitwiseCopyable {
  /// What of a record is gathered.
  enum Way: BitwiseCopyable { case counts, values, lastValue, texts, times, intervals, names }

  let way: Way
  let selection: Int
  /// What is counted, and what has no answer; -1 where nothing is asked.
  let condition: Int
  let unknown: Int
  /// Where the value stands, the second time of an interval or the name behind it; and the group. -1
  /// where there is none.
  let path: Int
  let by: Int
  let anyScope: Bool
}

extension RulePlan {
  /// The plans of rules, in their order, and the set that they are numbers in.
  static func plans(_ rules: [PolicyRule]) -> (plans: [RulePlan], questions: SelectionSet) {
    var selections: [Selection] = []
    var paths: [RecordPath] = []
    func number(_ selection: Selection) -> Int {
      selections.append(selection)
      return selections.count - 1
    }
    let plans = rules.map { rule -> RulePlan in
      var way = Way.counts
      var condition = -1
      let first = paths.count
      switch rule.measure {
      case .count(let counted), .ratio(let counted): condition = number(counted)
      case .field(let path, let aggregate):
        way = aggregate == .last ? .lastValue : .values
        paths.append(path)
      case .distinct(let path):
        way = .texts
        paths.append(path)
      case .age(let path, _):
        way = .times
        paths.append(path)
      case .covers(let from, let to):
        way = .intervals
        paths += [from, to]
      case .unmet(let wanted, let name, let met):
        way = .names
        condition = number(met)
        paths += [wanted, name]
      }
      let path = paths.count > first ? first : -1
      if let by = rule.by { paths.append(by) }
      return RulePlan(
        way: way, selection: number(rule.selection), condition: condition,
        unknown: rule.unknownWhen.map(number) ?? -1, path: path,
        by: rule.by == nil ? -1 : paths.count - 1, anyScope: rule.anyScope)
    }
    return (plans, SelectionSet(selections, paths: paths))
  }
}

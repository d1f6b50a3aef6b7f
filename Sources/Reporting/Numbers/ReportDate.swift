import TextCore

/// A year, a month or a day, as studies write them: `2016`, `2016-11`, `2016-11-03`.
public struct ReportDate: Sendable, Hashable, Comparable {
  /// The year.
  public let year: Int
  /// The month from 1 to 12, where known.
  public let month: Int?
  /// The day from 1, where known.
  public let day: Int?

  /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; nil for any other text or a day that does not exist.
  public init?(iso text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4,
      parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count else { return nil }
    year = numbers[0]
    month = numbers.count > 1 ? numbers[1] : nil
    day = numbers.count > 2 ? numbers[2] : nil
    if let month {
      guard (1...12).contains(month) else { return nil }
      if let day {
        guard (1...Self.days(in: month, of: year)).contains(day) else { return nil }
      }
    }
  }

  /// The date in a sentence: "3 November 2016", "1er novembre 2016", "November 2016", "2016".
  public func text(_ language: Language) -> String {
    guard let month else { return "\(year)" }
    let name = Self.monthName(month, language)
    guard let day else { return "\(name) \(year)" }
    switch language {
    case .en: return "\(day) \(name) \(year)"
    case .fr: return (day == 1 ? "1er" : "\(day)") + "\u{A0}\(name) \(year)"
    }
  }

  /// The text it was read from.
  public var iso: String {
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let first = String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)"
    return ([first] + [month, day].compactMap { $0 }.map(two)).joined(separator: "-")
  }

  /// Orders by time; a year stands before its months, a month before its days.
  public static func < (left: ReportDate, right: ReportDate) -> Bool {
    (left.year, left.month ?? 0, left.day ?? 0) < (right.year, right.month ?? 0, right.day ?? 0)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func monthName(_ month: Int, _ language: Language) -> String {
    switch language {
    case .en:
      [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
      ][month - 1]
    case .fr:
      [
        "janvier", "f\u{E9}vrier", "mars", "avril", "mai", "juin", "juillet", "ao\u{FB}t",
        "septembre", "octobre", "novembre", "d\u{E9}cembre",
      ][month - 1]
    }
  }
}

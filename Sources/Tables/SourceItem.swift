import TextCore

/// One source: who published what, when and where, and how far it may be trusted.
///
/// Reference: Citation Style Language, CSL-JSON input data model.
public struct SourceItem: Sendable, Equatable {
  /// The key by which studies and data sets name the source.
  public let id: String
  /// The CSL type, as `report` or `article-newspaper`.
  public let type: String
  /// The title.
  public let title: String
  /// The authors as printed; empty where the publisher speaks.
  public let authors: [String]
  /// The publisher; empty when not stated.
  public let publisher: String
  /// The date of publication as `2016`, `2016-11` or `2016-11-30`; nil when not known.
  public let issued: String?
  /// The address; empty when there is none.
  public let url: String
  /// The day of consultation as `2026-11-21`; nil when not stated.
  public let accessed: String?
  /// The keys that the source had before, as `custom: { former-keys: [old-key] }`.
  public let formerKeys: [String]
  /// How the source was read and how far it may be trusted; empty when not stated.
  public let note: String

  /// The year of publication, where it is known.
  public var year: Int? { issued.flatMap { PlainNumber.integer(String($0.prefix(4))) } }

  /// The source on one line: who, year, title, publisher, address, day of consultation.
  ///
  /// - Parameter language: The language of the words around the source's own.
  public func citation(in language: Language) -> String {
    let who = authors.isEmpty ? publisher : authors.joined(separator: ", ")
    let when = year.map { "\($0)" } ?? (language == .fr ? "s. d." : "n.d.")
    var text = (who.isEmpty ? "" : who + " ") + "(\(when)). "
    text += title.hasSuffix("?") || title.hasSuffix("!") ? title : title + "."
    if !authors.isEmpty, !publisher.isEmpty { text += " \(publisher)." }
    guard !url.isEmpty else { return text }
    text += " " + url
    if let accessed, let day = Self.words(for: accessed, in: language) {
      text += language == .fr ? " (consult\u{E9} le \(day))" : " (accessed \(day))"
    }
    return text
  }

  private static func words(for date: String, in language: Language) -> String? {
    let parts = date.split(separator: "-").compactMap { PlainNumber.integer(String($0)) }
    guard parts.count == 3, (1...12).contains(parts[1]) else { return nil }
    let month = (language == .fr ? frenchMonths : englishMonths)[parts[1] - 1]
    let day = language == .fr && parts[2] == 1 ? "1er" : "\(parts[2])"
    return "\(day) \(month) \(parts[0])"
  }

  private static let englishMonths = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let frenchMonths = [
    "janvier", "f\u{E9}vrier", "mars", "avril", "mai", "juin", "juillet", "ao\u{FB}t",
    "septembre", "octobre", "novembre", "d\u{E9}cembre",
  ]
}

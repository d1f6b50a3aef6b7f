import Foundation

/// Finds what no data set may hold: the telephone number or the e-mail address of somebody.
///
/// The patterns are narrow, so that counts, years and digits after a point pass. A name cannot be
/// told from other words: that stays with the reader.
enum PersonalDetails {
  /// What a text gives away, in a sentence that does not repeat it; nil where nothing is found.
  static func problem(in text: String) -> String? {
    // Most cells are short and have neither an @ nor nine digits.
    if text.utf8.contains(0x40), matches(address, text) {
      return "this holds an e-mail address; take it out, a data set names no one"
    }
    guard text.utf8.lazy.filter({ (0x30...0x39).contains($0) }).count >= 9,
      matches(national, text) || matches(international, text)
    else { return nil }
    return "this holds a telephone number; take it out, a data set names no one"
  }

  private static func matches(_ pattern: NSRegularExpression?, _ text: String) -> Bool {
    let range = NSRange(text.startIndex..., in: text)
    return pattern?.firstMatch(in: text, range: range) != nil
  }

  private static let address = try? NSRegularExpression(
    pattern: "[\\p{L}0-9._%+-]+ ?@ ?[\\p{L}0-9-]+(\\.[\\p{L}0-9-]+)*\\.\\p{L}{2,}"
  )
  /// A zero, a digit from 1 to 9 and seven to nine more, in groups.
  private static let national = try? NSRegularExpression(
    pattern: "(?<![0-9.,/-])\\(?0[1-9](?:[ .\\u00A0\\u202F()-]?[0-9]){7,9}(?![0-9]|[.,][0-9])"
  )
  /// A plus or two zeros, a country, and seven digits or more, in groups.
  private static let international = try? NSRegularExpression(
    pattern: "(?<![0-9.,])(?:\\+|00)[1-9][0-9]{0,2}(?:[ ./\\u00A0\\u202F()-]{0,2}[0-9]){7,12}"
      + "(?![0-9]|[.,][0-9])"
  )
}

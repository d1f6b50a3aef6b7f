import ArgumentParser
import Workbench

/// Whole numbers as options take them.
enum NumberOption {
  /// The number of draws.
  static func draws(_ text: String) throws -> Int {
    guard let number = TypedNumber.whole(text), number >= 1, number <= 1 << 32 else {
      throw ValidationError(
        "--draws needs a whole number from 1 to 4294967296, such as 1000000 or 1e6; got \(text)."
      )
    }
    return Int(number)
  }

  /// The seed of the draws.
  static func seed(_ text: String) throws -> UInt64 {
    guard let number = TypedNumber.whole(text) else {
      throw ValidationError(
        "--seed needs a whole number from 0 to 18446744073709551615; got \(text)."
      )
    }
    return number
  }
}

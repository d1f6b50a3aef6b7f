/// A short number that stands for a text, to tell names apart; not for secrets.
public enum ShortHash {
  /// The 32-bit hash of a text's UTF-8 bytes in hexadecimal digits.
  ///
  /// FNV-1a (Fowler, Noll, Vo).
  ///
  /// - Parameter text: Any text.
  /// - Returns: One to eight digits, the same on every machine.
  public static func hexadecimal(_ text: String) -> String {
    var hash: UInt32 = 2_166_136_261
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return String(hash, radix: 16)
  }
}

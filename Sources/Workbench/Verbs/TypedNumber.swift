import StudyLanguage
import StudySyntax
import Units

/// A number as it is typed on the command line.
public enum TypedNumber {
  /// A whole number, `100000`, `100_000` or `1e6`; `nil` for another text.
  public static func whole(_ text: String) -> UInt64? { WholeNumber(text)?.value }

  /// The number that begins a text, and what follows it.
  ///
  /// - Parameter text: Such as `-5 kEUR`, `1e6`, `20%`.
  static func parts(_ text: String) -> (number: Double, rest: String)? {
    let trimmed = text.drop { $0 == " " }
    var length = trimmed.prefix { $0.isASCII && ($0.isNumber || "+-.eE_".contains($0)) }.count
    // `5 EUR` without its space: the exponent has digits, or belongs to the unit.
    while length > 0 {
      let digits = trimmed.prefix(length).filter { $0 != "_" }
      if let number = Double(digits), number.isFinite {
        let rest = trimmed.dropFirst(length).drop { $0 == " " }
        return (number, String(rest))
      }
      length -= 1
    }
    return nil
  }
}

extension Inquiry {
  /// A number typed on the command line, in the unit of a quantity.
  ///
  /// - Parameters:
  ///   - text: `20`, `-5`, `62%`, or a number with a unit that converts, such as
  ///     `20000 kEUR/year`.
  ///   - name: The quantity; `nil` for the headline.
  /// - Throws: `WorkbenchError.usage` for another text.
  public func number(_ text: String, for name: String?) throws(WorkbenchError) -> Double {
    let (quantity, _) = try output(named: name, purpose: "to compare with")
    guard var (number, unit) = TypedNumber.parts(text) else {
      throw .usage("A number is needed, such as 20 or \"20 MEUR/year\"; got \"\(text)\".")
    }
    if unit == "%", quantity.unit.isOne {
      number /= 100
      unit = ""
    }
    guard !unit.isEmpty else { return number }
    guard unit.first?.isNumber == false, unit.first != ",", unit.first != "'" else {
      throw .usage(
        "\"\(text)\" is not a number; write digits without marks between them and a decimal point,"
          + " such as 1234.5."
      )
    }
    do throws(UnitError) {
      let given = try loaded.study.units.parse(unit)
      return try loaded.study.units.scaling(from: given, to: quantity.unit).apply(number)
    } catch {
      throw .usage("\(text): \(error.description)")
    }
  }
}

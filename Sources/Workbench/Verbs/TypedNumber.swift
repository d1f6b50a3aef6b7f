import StudyLanguage
import Units

extension Evaluation {
  /// A number typed on the command line, in the unit of a quantity.
  ///
  /// - Parameters:
  ///   - text: `20`, `62%`, or a number with a unit that converts, such as `20000 kEUR/year`.
  ///   - name: The quantity; `nil` for the headline.
  /// - Throws: `WorkbenchError.usage` for another text.
  public func number(_ text: String, for name: String?) throws(WorkbenchError) -> Double {
    guard let target = name ?? loaded.study.headline?.name else {
      throw .usage("The study computes nothing to compare with.")
    }
    let (quantity, _) = try output(named: target)
    let digits = text.prefix { $0.isNumber || "+-.eE_".contains($0) }
    var unit = String(text.dropFirst(digits.count)).filter { $0 != " " }
    guard var number = Double(digits.filter { $0 != "_" }), number.isFinite else {
      throw .usage("A number is needed, such as 20 or \"20 MEUR/year\"; got \"\(text)\".")
    }
    if unit == "%", quantity.unit.isOne {
      number /= 100
      unit = ""
    }
    guard !unit.isEmpty else { return number }
    do throws(UnitError) {
      let given = try loaded.study.units.parse(unit)
      return try loaded.study.units.scaling(from: given, to: quantity.unit).apply(number)
    } catch {
      throw .usage("\(text): \(error.description)")
    }
  }
}

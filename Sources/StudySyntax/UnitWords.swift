/// The words of units that the syntax has to know.
package enum UnitWords {
  /// The words after which a blank and another unit may follow, as in `million EUR`: the
  /// multipliers of the catalogue of units, which a test compares.
  package static let multipliers: Set<String> = ["thousand", "million", "billion"]
}

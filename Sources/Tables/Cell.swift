/// Reads one field of text as a typed value, or says why it cannot.
enum Cell {
  case missing
  case text(String)
  case number(Double)
  case integer(Int)
  case invalid(String)

  init(_ text: String, field: DataField, missingValues: [String]) {
    if missingValues.contains(text) {
      self =
        field.isRequired ? .invalid("column '\(field.name)' needs a value in every row") : .missing
      return
    }
    switch field.kind {
    case .text:
      self = .text(text)
    case .number:
      if let value = PlainNumber.double(text) {
        self = .number(value)
      } else {
        self = .invalid(
          "column '\(field.name)' needs a number, got '\(text)'" + PlainNumber.hint(for: text)
        )
      }
    case .integer:
      if let value = PlainNumber.integer(text) {
        self = .integer(value)
      } else {
        self = .invalid(
          "column '\(field.name)' needs a whole number, got '\(text)'"
            + PlainNumber.hint(for: text)
        )
      }
    case .year:
      if let value = PlainNumber.integer(text), (1000...2999).contains(value) {
        self = .integer(value)
      } else {
        self = .invalid("column '\(field.name)' needs a year from 1000 to 2999, got '\(text)'")
      }
    }
  }
}

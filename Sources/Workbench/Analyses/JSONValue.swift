import Sensitivity
import Uncertainty

/// A JSON value, for results whose fields depend on the method.
enum JSONValue: Encodable {
  case null
  case bool(Bool)
  case number(Double)
  case integer(Int)
  case text(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// A number, or null where it is not finite.
  static func finite(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }

  /// An index with its interval.
  static func index(_ estimate: IndexEstimate) -> JSONValue {
    .object([
      "value": .finite(estimate.value), "low": .finite(estimate.low),
      "high": .finite(estimate.high),
    ])
  }

  func encode(to encoder: any Encoder) throws {
    var single = encoder.singleValueContainer()
    switch self {
    case .null: try single.encodeNil()
    case .bool(let value): try single.encode(value)
    case .number(let value): try single.encode(value)
    case .integer(let value): try single.encode(value)
    case .text(let value): try single.encode(value)
    case .array(let values): try single.encode(values)
    case .object(let values): try single.encode(values)
    }
  }
}

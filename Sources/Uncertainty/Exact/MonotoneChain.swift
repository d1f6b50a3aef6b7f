/// A quantity that rises or falls all along with one input, step by step.
///
/// Every step has one operand that varies; the value of a step is what the draws would have, to the
/// last bit.
struct MonotoneChain {
  /// One operation and what stands beside the operand that varies.
  struct Step {
    let operation: Operation
    /// The operands; `nil` is the one that varies.
    let operands: [Double?]

    func value(_ x: Double) -> Double { BlockKernels.value(operation, operands.map { $0 ?? x }) }
  }

  /// The input.
  let input: Int
  /// Its component.
  let component: Int
  /// The steps from the input on.
  let steps: [Step]

  /// Longer chains are drawn.
  static let longest = 64

  /// The value for a value of the input.
  func value(_ x: Double) -> Double { steps.reduce(x) { $1.value($0) } }

  /// The value `shift + scale x`, where every step is a sum or a multiple.
  var affine: (shift: Double, scale: Double)? {
    var (shift, scale) = (0.0, 1.0)
    for step in steps {
      let first = step.operands[0]
      let second = step.operands.count > 1 ? step.operands[1] : nil
      switch (step.operation, first, second) {
      case (.negate, _, _): (shift, scale) = (-shift, -scale)
      case (.add, let c?, nil), (.add, nil, let c?): shift += c
      case (.subtract, nil, let c?): shift -= c
      case (.subtract, let c?, nil): (shift, scale) = (c - shift, -scale)
      case (.multiply, let c?, nil), (.multiply, nil, let c?):
        (shift, scale) = (shift * c, scale * c)
      case (.divide, nil, let c?): (shift, scale) = (shift / c, scale / c)
      default: return nil
      }
    }
    return scale != 0 && scale.isFinite && shift.isFinite ? (shift, scale) : nil
  }

  /// Whether the value rises with the input; `nil` where it does neither all along.
  ///
  /// - Parameter support: The ends of the input.
  func rises(over support: ClosedRange<Double>) -> Bool? {
    var (low, high) = (support.lowerBound, support.upperBound)
    var rises = true
    var isTruth = false
    for step in steps {
      guard let up = Self.direction(step, from: min(low, high), to: max(low, high), isTruth) else {
        return nil
      }
      (low, high) = (step.value(low), step.value(high))
      guard !low.isNaN, !high.isNaN else { return nil }
      if !up { rises.toggle() }
      isTruth = [.less, .lessOrEqual, .not].contains(step.operation)
    }
    return rises
  }

  /// Whether a step rises between two values of its operand.
  private static func direction(
    _ step: Step,
    from low: Double,
    to high: Double,
    _ isTruth: Bool
  ) -> Bool? {
    let first = step.operands[0]
    let second = step.operands.count > 1 ? step.operands[1] : nil
    switch (step.operation, first, second) {
    case (.negate, _, _): return false
    case (.exp, _, _), (.floor, _, _), (.round, _, _): return true
    case (.log, _, _), (.log10, _, _), (.squareRoot, _, _): return low >= 0 ? true : nil
    case (.absolute, _, _): return low >= 0 ? true : high <= 0 ? false : nil
    case (.not, _, _): return isTruth ? false : nil
    case (.add, _, _), (.minimum, _, _), (.maximum, _, _): return step.hasConstant ? true : nil
    case (.subtract, nil, _?): return true
    case (.subtract, _?, nil): return false
    case (.multiply, nil, nil): return low >= 0 ? true : high <= 0 ? false : nil
    case (.multiply, let c?, nil), (.multiply, nil, let c?), (.divide, nil, let c?):
      return c > 0 ? true : c < 0 ? false : nil
    case (.divide, let c?, nil):
      guard low >= 0 || high < 0, c != 0 else { return nil }
      return c < 0
    case (.power, nil, let c?): return low < 0 ? nil : c > 0 ? true : c < 0 ? false : nil
    case (.power, let c?, nil): return c > 1 ? true : c > 0 && c < 1 ? false : nil
    case (.less, nil, _?), (.lessOrEqual, nil, _?): return false
    case (.less, _?, nil), (.lessOrEqual, _?, nil): return true
    case (.select, nil, let yes?):
      guard isTruth, let no = step.operands[2] else { return nil }
      return yes > no ? true : yes < no ? false : nil
    default: return nil
    }
  }

  /// The numbers of the operand at which a step has a corner or a jump; `nil` where there are too
  /// many.
  static func corners(_ step: Step) -> [Double]? {
    switch step.operation {
    case .floor, .round: nil
    case .minimum, .maximum, .less, .lessOrEqual: step.operands.compactMap(\.self)
    default: []
    }
  }
}

extension MonotoneChain.Step {
  fileprivate var hasConstant: Bool { operands.contains { $0 != nil } }
}

extension Model {
  /// The way from one input to a node, `nil` where more than one operand of a step varies, unless it
  /// is the same one twice in a product.
  func monotoneChain(to node: Int) -> MonotoneChain? {
    var steps: [MonotoneChain.Step] = []
    var next = node
    while steps.count <= MonotoneChain.longest {
      switch nodes[next] {
      case .constant: return nil
      case .component(let input, let component):
        return MonotoneChain(input: input, component: component, steps: steps.reversed())
      case .operation(let operation, let operands):
        var varying: Int?
        var numbers: [Double?] = []
        for operand in operands {
          if case .constant(let bits) = nodes[operand] {
            numbers.append(Double(bitPattern: bits))
            continue
          }
          guard varying == nil || varying == operand && operation == .multiply else { return nil }
          varying = operand
          numbers.append(nil)
        }
        guard let varying else { return nil }
        steps.append(MonotoneChain.Step(operation: operation, operands: numbers))
        next = varying
      }
    }
    return nil
  }
}

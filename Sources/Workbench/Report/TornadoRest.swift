import Sensitivity
import Uncertainty

/// What the bars of a tornado do not show: inputs at whose ends the result is undefined, inputs that
/// move it in rare cases only, and inputs that move it only together with others.
struct TornadoRest {
  /// An input that moves the result in less than 5 % of the cases on one side.
  struct Rare {
    /// The input's name.
    let input: String
    /// The probability of the values that move the result.
    let probability: Double
    /// The result at the middle of these values, the other inputs at their medians.
    let output: Double
    /// What this does to the standard deviation of the result, the others at their medians.
    let deviation: Double
  }

  /// The bars without a number at one end or both.
  let undefined: [Tornado.Bar]
  /// The inputs that act in rare cases, those that move the result most first.
  let rare: [Rare]
  /// The bars of inputs that do not move the result alone.
  let still: [Tornado.Bar]

  /// Looks beyond the ends of the bars.
  ///
  /// - Throws: `SimulationError` where the model cannot be evaluated.
  init(_ tornado: Tornado, _ model: Model) throws(SimulationError) {
    undefined = tornado.bars.filter { !$0.swing.isFinite }
    var rare: [Rare] = []
    var still: [Tornado.Bar] = []
    guard let index = model.outputIndex(named: tornado.output) else {
      self.rare = []
      self.still = []
      return
    }
    for bar in tornado.bars where bar.swing == 0 && bar.lowOutput == tornado.base {
      let evaluate = { (p: Double) throws(SimulationError) in
        try model.evaluateAtQuantiles([bar.input: p])[index]
      }
      if bar.component == nil, let found = try Self.rare(bar.input, tornado, evaluate) {
        rare.append(found)
      } else {
        still.append(bar)
      }
    }
    self.rare = rare.enumerated()
      .sorted { (-$0.element.deviation, $0.offset) < (-$1.element.deviation, $1.offset) }
      .map(\.element)
    self.still = still
  }

  /// The likelier of the two tails that move the result; `nil` where neither does.
  private static func rare(
    _ input: String,
    _ tornado: Tornado,
    _ evaluate: (Double) throws(SimulationError) -> Double
  ) throws(SimulationError) -> Rare? {
    var best: (tail: Double, output: Double)?
    for isHigh in [true, false] {
      func output(_ tail: Double) throws(SimulationError) -> Double {
        try evaluate(isHigh ? 1 - tail : tail)
      }
      var inside = isHigh ? 1 - tornado.high : tornado.low
      for tail in [1e-2, 1e-3, 1e-4, 1e-5, 1e-6] {
        guard try output(tail) != tornado.base else {
          inside = tail
          continue
        }
        // The probability from which on the result moves lies between the two.
        var outside = tail
        for _ in 0..<40 {
          let middle = (inside + outside) / 2
          if try output(middle) == tornado.base { inside = middle } else { outside = middle }
        }
        if outside > best?.tail ?? 0 { best = (outside, try output(outside / 2)) }
        break
      }
    }
    guard let best else { return nil }
    let change = abs(best.output - tornado.base)
    return Rare(
      input: input,
      probability: best.tail,
      output: best.output,
      deviation: change.isNaN ? 0 : (best.tail * (1 - best.tail)).squareRoot() * change
    )
  }
}

extension Tornado.Bar {
  /// Whether the input moves the result when it goes to one of its ends.
  ///
  /// - Parameter base: The result with every input at its median.
  func isShown(from base: Double) -> Bool {
    swing.isFinite && (swing > 0 || lowOutput != base)
  }

  /// The standard deviation that the swing stands for, as for a normal distribution.
  var deviation: Double { swing / (2 * 1.6448536269514722) }
}

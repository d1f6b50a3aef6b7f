import Uncertainty

/// One input, or a group of inputs, whose influence on an output is asked for.
public struct Factor: Sendable, Hashable {
  /// The name: that of the input, or of the group.
  public let name: String
  /// The names of the model's inputs in it; empty for the dummy.
  public let inputs: [String]
  /// The coordinates of the unit cube that belong to it, increasing.
  public let coordinates: [Int]

  /// Whether it is the dummy: a coordinate that the model does not read, so that what a method
  /// reports for it is that method's noise.
  public var isDummy: Bool { inputs.isEmpty }

  /// Makes a factor.
  ///
  /// - Parameters:
  ///   - name: The name of the input or group.
  ///   - inputs: The names of the model's inputs in it.
  ///   - coordinates: The coordinates of the unit cube that belong to it.
  public init(name: String, inputs: [String], coordinates: [Int]) {
    self.name = name
    self.inputs = inputs
    self.coordinates = coordinates.sorted()
  }
}

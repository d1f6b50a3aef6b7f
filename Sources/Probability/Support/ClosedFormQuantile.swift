/// A distribution whose ``Distribution/transform(_:)`` is a vector kernel of a closed formula, so
/// that no table of its quantile function is worth building.
public protocol ClosedFormQuantile: Distribution {}

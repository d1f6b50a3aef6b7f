/// Why a point set could not be made.
public enum SamplingError: Error, Equatable, Sendable {
  /// Fewer than one coordinate was asked for.
  case noDimensions(pointSet: String, requested: Int)
  /// More coordinates were asked for than the point set has numbers for.
  case tooManyDimensions(pointSet: String, limit: Int, requested: Int)
  /// The number of points is outside of what the point set can hold.
  case pointCount(pointSet: String, limit: Int, requested: Int)
}

extension SamplingError: CustomStringConvertible {
  /// Who needs what, and what came.
  public var description: String {
    switch self {
    case .noDimensions(let pointSet, let requested):
      "\(pointSet) need at least 1 dimension; got \(requested)"
    case .tooManyDimensions(let pointSet, let limit, let requested):
      "\(pointSet) have at most \(limit) dimensions; got \(requested)"
    case .pointCount(let pointSet, let limit, let requested):
      "\(pointSet) need 1 to \(limit) points; got \(requested)"
    }
  }
}

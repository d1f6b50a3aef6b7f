/// The density of a result, as bins or as a curve.
public enum DensityShape: Sendable, Hashable {
  /// Bins: one edge more than densities, edges rising.
  case histogram(edges: [Double], densities: [Double])
  /// A smoothed curve: places rising, one density each.
  case curve(points: [Double], densities: [Double])

  /// The outline from left to right without its tails: beyond the ends the density stays under
  /// 0.4 % of its peak.
  var outline: [(x: Double, y: Double)] {
    var points: [(x: Double, y: Double)] = []
    switch self {
    case .histogram(let edges, let densities):
      guard edges.count == densities.count + 1 else { return [] }
      for (index, density) in densities.enumerated() {
        points.append((edges[index], density))
        points.append((edges[index + 1], density))
      }
    case .curve(let places, let densities):
      guard places.count == densities.count else { return [] }
      points = zip(places, densities).map { (x: $0, y: $1) }
    }
    points = points.filter { $0.x.isFinite && $0.y.isFinite && $0.y >= 0 }
    guard let peak = points.map(\.y).max(), peak > 0 else { return [] }
    let kept = points.indices.filter { points[$0].y >= 0.004 * peak }
    guard let first = kept.first, let last = kept.last else { return [] }
    return Array(points[max(0, first - 1)...min(points.count - 1, last + 1)])
  }
}

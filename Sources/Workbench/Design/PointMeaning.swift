/// What a point in the numbers of a column means, where the column alone does not say.
public enum PointMeaning: String, Sendable, CaseIterable {
  /// The decimal mark: `1.759` is less than 2.
  case decimal
  /// A mark between thousands: `1.759` is 1759.
  case thousands
}

import StudySyntax
import TextCore

/// "Did you mean" for names typed on the command line.
public enum NearestQuantity {
  /// The nearest of some names; `nil` when none is near.
  public static func suggestion(_ name: String, _ names: [String]) -> String? {
    NearestName.nearest(to: name, in: names)
  }
}

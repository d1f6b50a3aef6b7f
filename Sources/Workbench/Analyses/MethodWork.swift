/// What a sensitivity method does with draws: from this its cost is counted before it begins.
enum MethodWork: Sendable {
  /// It analyses draws; the inputs are held so many times over.
  case draws(copies: Double)
  /// It evaluates the model again with each factor exchanged, forwards and back.
  case exchanges
  /// It evaluates the model along a curve for each factor, with at least so many points in all.
  case curves(least: Int)
  /// It draws again, for each factor, the inputs that are correlated with it.
  case redraws
}

/// Calls the body with the nodes and weights of the 16-point Gauss-Legendre rule on an interval.
///
/// References: Abramowitz and Stegun 1964, table 25.4.
func gaussLegendre16(from a: Double, to b: Double, _ body: (Double, Double) -> Void) {
  let half = (b - a) / 2
  let middle = a + half
  for (node, weight) in gaussNodes16 {
    body(middle - half * node, half * weight)
    body(middle + half * node, half * weight)
  }
}

/// The positive nodes of the 16-point rule on (-1, 1) and their weights.
private let gaussNodes16: [(Double, Double)] = [
  (0.9894009349916499, 0.027152459411754096),
  (0.9445750230732326, 0.062253523938647894),
  (0.8656312023878318, 0.09515851168249279),
  (0.755404408355003, 0.12462897125553388),
  (0.6178762444026438, 0.14959598881657674),
  (0.45801677765722737, 0.16915651939500254),
  (0.2816035507792589, 0.18260341504492358),
  (0.09501250983763744, 0.1894506104550685),
]

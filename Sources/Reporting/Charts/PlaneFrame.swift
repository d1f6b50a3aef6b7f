/// The plot area of a chart with a horizontal and a vertical axis.
struct PlaneFrame {
  let horizontal: Axis
  let vertical: Axis
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  /// Lays out and draws the vertical axis with its title above the plot.
  ///
  /// - Parameters:
  ///   - canvas: Where to draw.
  ///   - top: Where the title of the vertical axis begins.
  ///   - height: The height of the plot.
  ///   - verticalTitle: What the vertical axis measures.
  ///   - number: How vertical labels print.
  ///   - verticalAxis: Builds the vertical axis between two places.
  ///   - horizontalAxis: Builds the horizontal axis between two places.
  init(
    _ canvas: inout Canvas,
    top: Double,
    height: Double,
    verticalTitle: String,
    rightMargin: Double = Canvas.margin,
    verticalAxis: (Double, Double) -> Axis,
    horizontalAxis: (Double, Double) -> Axis
  ) {
    self.top = canvas.leftAxisTitle(verticalTitle, at: top)
    bottom = self.top + height
    vertical = verticalAxis(bottom, self.top)
    left = Canvas.room(for: vertical)
    right = Canvas.width - rightMargin
    horizontal = horizontalAxis(left, right)
    canvas.leftAxis(vertical, left: left, right: right)
  }

  /// The place of a point.
  func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (x: horizontal.position(x), y: vertical.position(y))
  }

  /// Draws the line of 0 when it is inside, then the horizontal axis; returns the bottom.
  func close(_ canvas: inout Canvas, title: String) -> Double {
    if vertical.low < 0, vertical.high > 0 {
      let y = vertical.position(0)
      canvas.line(left, y, right, y, Ink.axis)
    }
    return canvas.bottomAxis(
      horizontal,
      title: title,
      bottom: bottom,
      left: left,
      right: right
    )
  }
}

import NumericCore

/// Finds free places for labels beside points.
struct LabelPlacer {
  struct Box {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    func overlap(_ other: Box) -> Double {
      let width = min(right, other.right) - max(left, other.left)
      let height = min(bottom, other.bottom) - max(top, other.top)
      return width > 0 && height > 0 ? width * height : 0
    }

    func distance(_ point: Point) -> Double {
      LabelPlacer.distance(
        point,
        (x: min(max(point.x, left), right), y: min(max(point.y, top), bottom))
      )
    }

    func padded(_ room: Double) -> Box {
      Box(left: left - room, top: top - room, right: right + room, bottom: bottom + room)
    }

    func contains(_ x: Double, _ y: Double, margin: Double) -> Bool {
      left - margin <= x && x <= right + margin && top - margin <= y && y <= bottom + margin
    }
  }

  private let frame: Box
  private var taken: [(box: Box, weight: Double)] = []
  private var printed: [Box] = []

  /// The places of the labels printed so far.
  var printedBoxes: [Box] { printed }

  typealias Point = (x: Double, y: Double)

  init(left: Double, right: Double, top: Double, bottom: Double) {
    frame = Box(left: left, top: top, right: right, bottom: bottom)
  }

  /// Keeps labels away from a broken line; a label over a line of little weight is no harm.
  mutating func avoid(_ line: [Point], weight: Double = 1) {
    for (start, end) in zip(line, line.dropFirst()) {
      let length = ((end.x - start.x).magnitude + (end.y - start.y).magnitude)
      let pieces = Int(length / 6, clampedTo: 1...200)
      for piece in 0...pieces {
        let share = Double(piece) / Double(pieces)
        avoid(
          x: start.x + share * (end.x - start.x),
          y: start.y + share * (end.y - start.y),
          2,
          weight: weight
        )
      }
    }
  }

  /// Keeps labels away from a marker.
  mutating func avoid(x: Double, y: Double, _ radius: Double, weight: Double = 1) {
    let box = Box(left: x - radius, top: y - radius, right: x + radius, bottom: y + radius)
    taken.append((box, weight))
  }

  /// Prints labels at the freest places beside their points.
  ///
  /// A thin line joins a label that stands apart. Labels that come first choose first; then each
  /// may move in the light of the others.
  mutating func beside(_ canvas: inout Canvas, _ items: [(label: String, point: Point)]) {
    let texts = items.map {
      TextMeasure.wrap($0.label, width: 150, size: Canvas.smallSize, lines: 3)
    }
    var places: [Place?] = items.map { _ in nil }
    for _ in 0..<5 {
      let before = places.map { $0?.cost }
      for index in items.indices where !texts[index].isEmpty {
        places[index] = nil
        let others = items.indices.filter { $0 != index }.map { items[$0].point }
        places[index] = bestPlace(texts[index], items[index].point, others, among: places)
      }
      if places.map({ $0?.cost }) == before { break }
    }
    for place in places.compactMap({ $0 }) where place.hasLeader {
      canvas.line(place.point.x, place.point.y, place.near.x, place.near.y, Ink.axis, width: 0.75)
    }
    for (text, place) in zip(texts, places) {
      guard let box = place?.box else { continue }
      canvas.lines(
        text,
        (box.left + box.right) / 2,
        (box.top + box.bottom) / 2,
        size: Canvas.smallSize,
        anchor: .middle,
        halo: true
      )
      printed.append(box)
    }
  }

  /// Where a label stands and what it costs.
  private struct Place {
    let box: Box
    let point: Point
    /// The place of the box that is nearest to the point.
    let near: Point
    /// Whether a thin line joins them: the label stands apart or other points are near.
    let hasLeader: Bool
    var cost = 0.0

    init(_ box: Box, _ point: Point, isCrowded: Bool) {
      self.box = box
      self.point = point
      near = (
        x: min(max(point.x, box.left), box.right), y: min(max(point.y, box.top), box.bottom)
      )
      hasLeader = LabelPlacer.distance(point, near) > (isCrowded ? 9 : 13)
    }

    var length: Double { LabelPlacer.distance(point, near) }
  }

  private func bestPlace(
    _ lines: [String],
    _ point: Point,
    _ others: [Point],
    among places: [Place?]
  ) -> Place? {
    let isCrowded = others.contains { Self.distance($0, point) < 24 }
    let width = lines.map { TextMeasure.width($0, size: Canvas.smallSize) }.max() ?? 0
    let height = Double(lines.count) * Canvas.smallSize * 1.2
    var best: Place?
    for radius in [8.0, 14, 22, 32, 44, 58, 74, 92, 112] {
      for direction in Self.directions {
        let x = point.x + direction.x * (radius + width / 2)
        let y = point.y + direction.y * (radius * 0.8 + height / 2)
        let box = Box(
          left: x - width / 2,
          top: y - height / 2,
          right: x + width / 2,
          bottom: y + height / 2
        )
        var place = Place(box, point, isCrowded: isCrowded)
        place.cost = taken.reduce((width * height - box.overlap(frame)) * 20 + radius) {
          $0 + $1.box.overlap(box) * $1.weight
        }
        place.cost += printed.reduce(0) { $0 + $1.padded(3).overlap(box) * 20 }
        // A label without a line must not stand nearer to another point.
        if !place.hasLeader, others.contains(where: { box.distance($0) <= place.length }) {
          place.cost += 250
        }
        if place.hasLeader { place.cost += 15 + leaderCost(place) }
        for case let other? in places { place.cost += conflict(place, other) }
        if best.map({ place.cost < $0.cost - 1e-6 }) ?? true { best = place }
      }
    }
    return best
  }

  /// What two labels do to each other: neither may cover the other or its line, and lines do not
  /// cross.
  private func conflict(_ one: Place, _ other: Place) -> Double {
    var cost = one.box.padded(3).overlap(other.box) * 20
    if other.hasLeader, crosses(other, one.box) { cost += 400 }
    if one.hasLeader, crosses(one, other.box) { cost += 400 }
    if one.hasLeader, other.hasLeader, Self.cross(one.point, one.near, other.point, other.near) {
      cost += 300
    }
    return cost
  }

  /// Whether the line of a label runs through a box.
  private func crosses(_ place: Place, _ box: Box) -> Bool {
    stride(from: 0.02, through: 0.98, by: 0.04).contains { share in
      box.contains(
        place.point.x + share * (place.near.x - place.point.x),
        place.point.y + share * (place.near.y - place.point.y),
        margin: 2
      )
    }
  }

  /// What it costs that a line runs through other points.
  private func leaderCost(_ place: Place) -> Double {
    var cost = 0.0
    for along in stride(from: 9, through: place.length, by: 3) {
      let x = place.point.x + (place.near.x - place.point.x) * along / place.length
      let y = place.point.y + (place.near.y - place.point.y) * along / place.length
      cost += taken.contains { $0.weight >= 1 && $0.box.contains(x, y, margin: 0) } ? 12 : 0
    }
    return cost
  }

  private static func distance(_ a: Point, _ b: Point) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }

  private static func cross(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
    func side(_ p: Point, _ q: Point, _ r: Point) -> Double {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
  }

  /// Prints a label on a horizontal line, at the end where it is free.
  mutating func alongLine(_ canvas: inout Canvas, _ label: String, y: Double, below: Double) {
    let room = frame.right - frame.left - 12
    guard
      let line = TextMeasure.wrap(label, width: room, size: Canvas.smallSize, lines: 1).first
    else { return }
    let width = TextMeasure.width(line, size: Canvas.smallSize)
    var best: (box: Box, cost: Double)?
    for middle in [y - 10, below + 10] {
      for share in [1.0, 0, 0.5, 0.25, 0.75] {
        let left = frame.left + 4 + share * (room - width)
        let box = Box(left: left, top: middle - 7, right: left + width, bottom: middle + 7)
        let outside = width * 14 - box.overlap(frame)
        let cost = (taken.map(\.box) + printed).reduce(outside * 20) { $0 + $1.overlap(box) }
        if best.map({ cost < $0.cost - 1e-6 }) ?? true { best = (box, cost) }
      }
    }
    guard let best else { return }
    canvas.text(
      line,
      best.box.left,
      (best.box.top + best.box.bottom) / 2,
      size: Canvas.smallSize,
      halo: true,
      fill: Ink.published
    )
    printed.append(best.box)
  }

  private static let directions: [(x: Double, y: Double)] = [
    (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1), (1, -0.5), (-1, -0.5),
    (1, 0.5), (-1, 0.5), (0.5, -1), (-0.5, -1), (0.5, 1), (-0.5, 1),
  ]
}

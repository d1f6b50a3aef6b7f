import Testing

@testable import Reporting

@Suite struct LayoutTests {
  @Test func `wrapped lines fit and lose no letter`() {
    let text = "A label of several words and oneextraordinarilylongwordwithoutanyblank at its end"
    let lines = TextMeasure.wrap(text, width: 90, size: 12, lines: 50)
    for line in lines { #expect(TextMeasure.width(line, size: 12) <= 90) }
    let letters = { (text: String) in text.filter { $0 != " " } }
    #expect(letters(lines.joined()) == letters(text))
  }

  @Test func `a text that is cut ends with an ellipsis`() {
    let lines = TextMeasure.wrap("one two three four five six", width: 40, size: 12, lines: 2)
    #expect(lines.count == 2)
    #expect(lines.last?.last == "\u{2026}")
    #expect(TextMeasure.width(lines.last ?? "", size: 12) <= 40)
  }

  @Test func `widths of known letters are those of the face`() {
    // DejaVu Sans 2.37, hmtx over unitsPerEm 2048: A 1401, i 569, comma 651.
    #expect(abs(TextMeasure.width("A", size: 2048) - 1401) <= 1.1)
    #expect(abs(TextMeasure.width("i", size: 2048) - 569) <= 1.1)
    #expect(abs(TextMeasure.width(",", size: 2048) - 651) <= 1.1)
  }

  @Test(arguments: [
    (0.0, 53.0), (-41, 62), (0.00001, 0.00009), (1e9, 1.1e9), (0, 1), (123_456, 123_460),
    (-1e300, 1e300), (5, 5), (0, 0),
  ])
  func `ticks are round, rising and inside`(low: Double, high: Double) {
    let number = ChartNumber([low, high], language: .en)
    let axis = Axis([low, high], number: number, from: 200, to: 700)
    #expect(axis.ticks.count >= 2)
    for tick in axis.ticks { #expect(tick.value >= axis.low && tick.value <= axis.high) }
    for (left, right) in zip(axis.ticks, axis.ticks.dropFirst()) {
      #expect(left.value < right.value)
      #expect(left.label != right.label)
      let room = axis.position(right.value) - axis.position(left.value)
      let widths = [left, right].map { TextMeasure.width($0.label, size: Canvas.smallSize) }
      #expect(room > (widths[0] + widths[1]) / 2)
    }
  }

  @Test func `a logarithmic axis has powers of ten`() {
    let number = ChartNumber([0.001, 100], language: .en)
    let axis = Axis([0.001, 100], number: number, from: 0, to: 400, scale: .logarithmic)
    #expect(axis.ticks.map(\.label) == ["0.001", "0.01", "0.1", "1", "10", "100"])
    let steps = zip(axis.ticks, axis.ticks.dropFirst()).map {
      axis.position($1.value) - axis.position($0.value)
    }
    for step in steps { #expect(abs(step - steps[0]) < 1e-9) }
  }

  @Test func `coordinates have at most two decimals`() {
    #expect(Canvas.coordinate(1.005) == "1" || Canvas.coordinate(1.005) == "1.01")
    #expect(Canvas.coordinate(12.3) == "12.3")
    #expect(Canvas.coordinate(12.04) == "12.04")
    #expect(Canvas.coordinate(-0.004) == "0")
    #expect(Canvas.coordinate(-3.25) == "-3.25")
    #expect(Canvas.coordinate(.nan) == "0")
    #expect(Canvas.coordinate(700) == "700")
  }

  @Test func `labels of a cluster do not cover each other`() {
    var canvas = Canvas(ChartCaption(title: "x", description: "x"), kind: "x", language: .en)
    var placer = LabelPlacer(left: 30, right: 700, top: 0, bottom: 340)
    let points = (0..<8).map { index -> (x: Double, y: Double) in
      let column = Double(index % 4)
      let row = Double(index / 4)
      return (x: 60 + column * 6, y: 320 - row * 6)
    }
    for point in points { placer.avoid(x: point.x, y: point.y, 5) }
    placer.beside(&canvas, points.enumerated().map { ("point \($0)", $1) })
    let boxes = placer.printedBoxes
    #expect(boxes.count == 8)
    for (index, box) in boxes.enumerated() {
      for other in boxes[(index + 1)...] { #expect(box.overlap(other) == 0) }
    }
  }
}

import TextCore

/// Collects SVG shapes and closes them into a file.
struct Canvas {
  /// The width of every chart.
  static let width = 720.0
  /// The empty border.
  static let margin = 16.0
  /// The size of labels.
  static let labelSize = 12.0
  /// The size of tick labels and notes.
  static let smallSize = 11.0

  /// Where a text is held.
  enum Anchor: String { case start, middle, end }

  private var body = ""
  private let prefix: String
  private let caption: ChartCaption
  private let language: Language
  private var usesHatch = false

  init(_ caption: ChartCaption, kind: String, language: Language) {
    self.caption = caption
    self.language = language
    // Identifiers must differ between charts that stand in one page.
    prefix =
      kind + "-"
      + ShortHash.hexadecimal(kind + "\n" + caption.title + "\n" + caption.description)
  }

  // MARK: Shapes

  mutating func line(
    _ x1: Double,
    _ y1: Double,
    _ x2: Double,
    _ y2: Double,
    _ stroke: String,
    width: Double = 1,
    dash: String = ""
  ) {
    let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
    add(
      "<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\" "
        + "stroke=\"\(stroke)\" stroke-width=\"\(n(width))\"\(dashes)/>"
    )
  }

  mutating func rectangle(
    _ x: Double,
    _ y: Double,
    _ width: Double,
    _ height: Double,
    fill: String,
    stroke: String = ""
  ) {
    let outline = stroke.isEmpty ? "" : " stroke=\"\(stroke)\""
    add(
      "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(max(0, width)))\" "
        + "height=\"\(n(max(0, height)))\" fill=\"\(paint(fill))\"\(outline)/>"
    )
  }

  mutating func circle(
    _ x: Double,
    _ y: Double,
    _ radius: Double,
    fill: String,
    stroke: String = "",
    width: Double = 1.5
  ) {
    let outline =
      stroke.isEmpty ? "" : " stroke=\"\(stroke)\" stroke-width=\"\(n(width))\""
    add("<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\" fill=\"\(fill)\"\(outline)/>")
  }

  mutating func path(
    _ points: [(x: Double, y: Double)],
    closed: Bool = false,
    fill: String = "none",
    stroke: String = "none",
    width: Double = 1,
    dash: String = ""
  ) {
    guard let first = points.first else { return }
    var data = "M\(n(first.x)) \(n(first.y))"
    for point in points.dropFirst() { data += "L\(n(point.x)) \(n(point.y))" }
    if closed { data += "Z" }
    let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
    let outline =
      stroke == "none"
      ? "" : " stroke=\"\(stroke)\" stroke-width=\"\(n(width))\" stroke-linejoin=\"round\"\(dashes)"
    add("<path d=\"\(data)\" fill=\"\(paint(fill))\"\(outline)/>")
  }

  mutating func diamond(_ x: Double, _ y: Double, _ radius: Double, fill: String, stroke: String) {
    path(
      [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)],
      closed: true,
      fill: fill,
      stroke: stroke,
      width: 1.5
    )
  }

  /// One line of text whose vertical middle is at `y`.
  mutating func text(
    _ text: String,
    _ x: Double,
    _ y: Double,
    size: Double = labelSize,
    anchor: Anchor = .start,
    bold: Bool = false,
    halo: Bool = false,
    fill: String = ""
  ) {
    guard !text.isEmpty else { return }
    var attributes = "x=\"\(n(x))\" y=\"\(n(y + size * 0.36))\""
    if size != Self.labelSize { attributes += " font-size=\"\(n(size))\"" }
    if anchor != .start { attributes += " text-anchor=\"\(anchor.rawValue)\"" }
    if bold { attributes += " font-weight=\"bold\"" }
    if !fill.isEmpty { attributes += " fill=\"\(fill)\"" }
    if halo {
      attributes +=
        " stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\""
        + " stroke-linejoin=\"round\""
    }
    add("<text \(attributes)>\(Self.escaped(text))</text>")
  }

  /// Lines of text whose common middle is at `y`.
  mutating func lines(
    _ lines: [String],
    _ x: Double,
    _ y: Double,
    size: Double = labelSize,
    anchor: Anchor = .start,
    bold: Bool = false,
    halo: Bool = false,
    fill: String = ""
  ) {
    let height = size * 1.2
    let top = y - height * Double(lines.count - 1) / 2
    for (index, line) in lines.enumerated() {
      text(
        line,
        x,
        top + Double(index) * height,
        size: size,
        anchor: anchor,
        bold: bold,
        halo: halo,
        fill: fill
      )
    }
  }

  // MARK: Parts of every chart

  /// Prints the title; returns where the chart begins.
  mutating func header() -> Double {
    let lines = TextMeasure.wrap(
      caption.title,
      width: Self.width - 2 * Self.margin,
      size: 15,
      bold: true,
      lines: 3
    )
    guard !lines.isEmpty else { return Self.margin }
    let height = Double(lines.count) * 18
    self.lines(lines, Self.margin, Self.margin + height / 2, size: 15, bold: true)
    return Self.margin + height + 10
  }

  /// Prints the note and closes the file.
  mutating func close(at bottom: Double) -> String {
    var bottom = bottom
    let note = TextMeasure.wrap(
      caption.note,
      width: Self.width - 2 * Self.margin,
      size: Self.smallSize,
      lines: 6
    )
    if !note.isEmpty {
      let height = Double(note.count) * Self.smallSize * 1.2
      lines(note, Self.margin, bottom + 8 + height / 2, size: Self.smallSize)
      bottom += height + 8
    }
    let height = (bottom + Self.margin).rounded(.up)
    let title = Self.escaped(caption.title)
    let description = Self.escaped(
      caption.description.isEmpty ? caption.title : caption.description
    )
    var out = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"\(n(height))\" "
    out += "viewBox=\"0 0 720 \(n(height))\" role=\"img\" "
    out += "aria-labelledby=\"\(prefix)-title \(prefix)-desc\" lang=\"\(language.rawValue)\" "
    out += "font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" font-size=\"12\" "
    out += "fill=\"\(Ink.text)\">\n"
    out += "<title id=\"\(prefix)-title\">\(title)</title>\n"
    out += "<desc id=\"\(prefix)-desc\">\(description)</desc>\n"
    if usesHatch {
      out += "<defs><pattern id=\"\(prefix)-hatch\" width=\"6\" height=\"6\" "
      out += "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
      out += "<rect width=\"6\" height=\"6\" fill=\"#ffffff\"/>"
      out += "<rect width=\"2\" height=\"6\" fill=\"\(Ink.middle)\"/></pattern></defs>\n"
    }
    out += "<rect width=\"720\" height=\"\(n(height))\" fill=\"#ffffff\"/>\n"
    return out + body + "</svg>\n"
  }

  // MARK: Private

  private mutating func add(_ element: String) {
    body += element + "\n"
  }

  private mutating func paint(_ fill: String) -> String {
    guard fill == Ink.hatch else { return fill }
    usesHatch = true
    return "url(#\(prefix)-hatch)"
  }

  private func n(_ value: Double) -> String { Self.coordinate(value) }

  /// A coordinate with at most two decimals, whatever the locale.
  static func coordinate(_ value: Double) -> String {
    guard value.magnitude < 1e9, let hundredths = Int(exactly: (value * 100).rounded()) else {
      return "0"
    }
    let whole = hundredths.magnitude / 100
    let rest = hundredths.magnitude % 100
    var text = (hundredths < 0 ? "-" : "") + "\(whole)"
    if rest > 0 {
      text += rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    }
    return text
  }

  /// Text for XML content and attributes.
  static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in MarkdownEscape.cleaned(text).unicodeScalars {
      switch scalar {
      case "&": out.append(contentsOf: "&amp;".unicodeScalars)
      case "<": out.append(contentsOf: "&lt;".unicodeScalars)
      case ">": out.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": out.append(contentsOf: "&quot;".unicodeScalars)
      case "'": out.append(contentsOf: "&#39;".unicodeScalars)
      case "\u{FFFE}", "\u{FFFF}": continue
      default: out.append(scalar)
      }
    }
    return String(out)
  }
}

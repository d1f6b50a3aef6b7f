import TextCore

/// A study file, read: its front matter, and its prose and model blocks in order.
///
/// Reading never fails. What cannot be understood is reported in ``diagnostics`` and left out.
public struct StudyDocument: Sendable {
  /// A piece of the file between blank lines, or a fenced block.
  public enum Part: Sendable {
    /// Markdown that is printed.
    case prose(Prose)
    /// A fenced block with the info word `ampleur`.
    case model(ModelBlock)
    /// A comment `<!-- fr: ... -->`: the text of the part before it in another language.
    case translation(language: Language, Prose)
  }

  /// The file.
  public let file: SourceFile
  /// The keys and values at its top.
  public let frontMatter: FrontMatter
  /// The pieces in the order of the file.
  public let parts: [Part]
  /// What was wrong, in the order of the file.
  public let diagnostics: [Diagnostic]

  /// The statements of all model blocks, in order.
  public var statements: [Statement] {
    parts.flatMap { part -> [Statement] in
      if case .model(let block) = part { block.statements } else { [] }
    }
  }

  /// The values printed in the prose, in order.
  public var inlineValues: [InlineValue] {
    parts.flatMap { part -> [InlineValue] in
      switch part {
      case .prose(let prose), .translation(_, let prose): prose.values
      case .model: []
      }
    }
  }

  /// The values that a notebook run writes in: those of the prose, each on one line.
  ///
  /// Values in comments, which hold translations, and values over two lines stay as they are.
  public var valuesToWrite: [InlineValue] {
    parts.flatMap { part -> [InlineValue] in
      guard case .prose(let prose) = part else { return [] }
      return prose.values.filter { value in
        !file.bytes[value.span.start..<value.span.end].contains { $0 == 0x0A || $0 == 0x0D }
      }
    }
  }

  /// Reads a file.
  public init(_ file: SourceFile) {
    let reader = DeepStack.run {
      var reader = DocumentReader(file: file)
      reader.read()
      return reader
    }
    self.file = file
    frontMatter = reader.frontMatter
    parts = reader.parts
    diagnostics = reader.diagnostics.sorted {
      ($0.primary.span.start, $0.primary.span.end) < ($1.primary.span.start, $1.primary.span.end)
    }
  }
}

/// A fenced block of the study language.
public struct ModelBlock: Sendable {
  /// The line of the opening fence, from 1.
  public let firstLine: Int
  /// The line of the closing fence, from 1.
  public let lastLine: Int
  /// What the block says.
  public let statements: [Statement]
}

/// A piece of Markdown with the values that it prints.
public struct Prose: Sendable {
  /// The span of the text in the file, without the line end after it.
  public let span: SourceSpan
  /// Whether the piece is a heading, and of which level.
  public let headingLevel: Int?
  /// The values in the order of the text.
  public let values: [InlineValue]
}

/// A result printed in the prose: `{{ revenue }}` or its notebook form.
public struct InlineValue: Sendable {
  /// What is printed.
  public let value: Expression
  /// The text between the braces, trimmed.
  public let text: String
  /// The word after a bar, such as `median` or `interval`; `nil` when there is none.
  public let style: Identifier?
  /// The whole place in the file that the printed value replaces.
  public let span: SourceSpan
}

import StudyLanguage
import StudySyntax
import Testing
import Uncertainty

/// Damaged studies: the reader and the checker answer, whatever comes.
@Suite("A damaged study")
struct FuzzTests {
  @Test("is answered with messages, and neither crashes nor hangs the checker", arguments: 1...4)
  func mutations(seed: Int) throws {
    var fuzzer = StudyFuzzer(seed: UInt64(seed))
    // 2,000 cases in all; on a slow machine as many as fit into a few seconds.
    let end = ContinuousClock.now + .seconds(5)
    for _ in 0..<500 where ContinuousClock.now < end {
      try Self.check(fuzzer.next())
    }
  }

  #if SlowTests
    @Test("is answered in a hundred thousand cases", arguments: 100...119)
    func manyMutations(seed: Int) throws {
      var fuzzer = StudyFuzzer(seed: UInt64(seed))
      for _ in 0..<5_000 { try Self.check(fuzzer.next()) }
    }
  #endif

  @Test("of many bytes is read in one pass")
  func garbage() throws {
    var fuzzer = StudyFuzzer(seed: 7)
    try Self.check(fuzzer.garbage(count: 200_000, printable: true))
    try Self.check(Array("```ampleur\n".utf8) + fuzzer.garbage(count: 200_000, printable: true))
  }

  /// What must hold whatever the bytes are.
  static func check(_ bytes: [UInt8]) throws {
    let file: SourceFile
    do throws(SourceFileError) {
      file = try SourceFile(name: "study.md", bytes: bytes)
    } catch {
      #expect(error.description.hasPrefix("study.md"))
      return
    }
    let outcome = StudyChecker(
      environment: TinyEnvironment(studies: MistakeTests.studies),
      requests: Checking.requests
    )
    .check(StudyDocument(file))
    let text = String(decoding: bytes, as: UTF8.self)
    let failed = outcome.diagnostics.contains { $0.severity == .error }
    #expect((outcome.study == nil) == failed, "\(text)")
    for diagnostic in outcome.diagnostics {
      for label in [diagnostic.primary] + diagnostic.secondary {
        let owner = outcome.files.first { $0.name == label.file ?? diagnostic.file }
        let size = try #require(owner, "\(text)").bytes.count
        #expect(label.span.start >= 0 && label.span.end <= size, "\(text)")
      }
    }
    let rendered = DiagnosticRenderer(files: outcome.files).render(outcome.diagnostics)
    #expect(rendered.isEmpty == outcome.diagnostics.isEmpty)
    if let study = outcome.study { Self.run(study) }
  }

  /// A checked study can be drawn, or says why not.
  private static func run(_ study: CheckedStudy) {
    for model in [study.model] + study.scenarios.map(\.model) {
      do throws(SimulationError) {
        _ = try Simulation(model, settings: SimulationSettings(draws: 64, seed: 1)).run()
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }
}

import Testing

@testable import Uncertainty

/// What a column hands out keeps the column alive, or is a copy.
@Suite("A column of draws")
struct SampleColumnTests {
  @Test func `outlives its other owners as long as a part of it is held`() {
    var column: SampleColumn? = SampleColumn((0..<4_096).map(Double.init))
    weak let seen = column
    var part = column?.part(100..<200)
    column = nil
    // Memory that was freed would be taken and written again here.
    let others = (0..<64).map { _ in SampleColumn(repeating: -1, count: 4_096) }
    #expect(seen != nil)
    #expect(part?.withValues { Array($0) } == (100..<200).map(Double.init))
    part = nil
    #expect(seen == nil)
    #expect(others.allSatisfy { $0[0] == -1 })
  }

  @Test func `copies, reads and writes the stretch that is asked for`() {
    let column = SampleColumn(repeating: 0, count: 10)
    column.part(2..<5).write(1, 2, repeating: 7)
    [1.0, 2, 3].withUnsafeBufferPointer { source in
      if let base = source.baseAddress { column.part(6..<10).write(0, 3, from: base) }
    }
    column[9] = 4
    #expect(column.copy == [0, 0, 0, 7, 7, 0, 1, 2, 3, 4])
    #expect(SampleColumn.withValues(of: [column, column]) { $0[1][7] } == 2)
    #expect(ColumnPart.empty.count == 0)
  }
}

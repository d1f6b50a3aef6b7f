/// The working memory of one evaluator: registers of one block of draws each.
///
/// It cannot be copied and frees its memory at its end, so that whoever holds it may use what it
/// points to.
struct RegisterFile: ~Copyable {
  private let base: UnsafeMutablePointer<Double>
  private let length: Int

  /// Allocates registers.
  ///
  /// - Parameters:
  ///   - count: The number of registers.
  ///   - length: The number of draws in a block.
  init(count: Int, length: Int) {
    let stride = (length + 7) / 8 * 8
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(count * stride, 1) * MemoryLayout<Double>.stride,
      alignment: 64
    )
    base = bytes.initializeMemory(as: Double.self, repeating: 0, count: max(count * stride, 1))
    self.length = stride
  }

  deinit { base.deallocate() }

  /// The memory of one register, valid while the file is.
  subscript(_ register: Int) -> UnsafeMutablePointer<Double> { base + register * length }

  /// The first draws of one register, valid while the file is.
  func block(_ register: Int, _ count: Int) -> UnsafeMutableBufferPointer<Double> {
    UnsafeMutableBufferPointer(start: self[register], count: count)
  }

  /// An operand as the kernels take it.
  @inline(__always)
  func operand(_ operand: Operand) -> BlockOperand {
    switch operand {
    case .register(let index): .vector(UnsafePointer(self[index]))
    case .scalar(let value): .scalar(value)
    }
  }
}

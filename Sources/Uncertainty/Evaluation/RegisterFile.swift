/// The working memory of one evaluator: registers of one block of draws each.
struct RegisterFile {
  private let base: UnsafeMutablePointer<Double>
  private let length: Int

  /// Allocates registers; ``deallocate()`` frees them.
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

  func deallocate() { base.deallocate() }

  /// The memory of one register.
  subscript(_ register: Int) -> UnsafeMutablePointer<Double> { base + register * length }

  /// An operand as the kernels take it.
  @inline(__always)
  func operand(_ operand: Operand) -> BlockOperand {
    switch operand {
    case .register(let index): .vector(UnsafePointer(self[index]))
    case .scalar(let value): .scalar(value)
    }
  }
}

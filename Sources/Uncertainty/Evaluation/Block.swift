import Sampling

/// Where the coordinates of the unit cube come from.
package enum CubeSource {
  /// Consecutive points of a point set.
  case points(any PointSet, replicate: Int, start: Int)
  /// One column for each coordinate.
  case columns([ColumnPart])
}

/// The draws that one pass over a program's steps computes.
struct Block {
  let cube: CubeSource
  let given: [ColumnPart]
  let columns: [ColumnPart]
  /// The place of the first draw of the block among those asked for.
  let offset: Int
  /// The number of draws of the block.
  let count: Int
  /// The number of the first draw asked for.
  let firstDraw: Int

  /// The block of one draw of this one.
  func single(_ draw: Int) -> Block {
    Block(
      cube: cube,
      given: given,
      columns: columns,
      offset: offset + draw,
      count: 1,
      firstDraw: firstDraw
    )
  }

  /// Writes one coordinate of the block's points.
  func fill(coordinate: Int, into values: UnsafeMutablePointer<Double>) {
    switch cube {
    case .points(let points, let replicate, let start):
      points.fill(
        dimension: coordinate,
        replicate: replicate,
        start: start + offset,
        into: UnsafeMutableBufferPointer(start: values, count: count)
      )
    case .columns(let columns):
      columns[coordinate].read(offset, count, into: values)
    }
  }
}

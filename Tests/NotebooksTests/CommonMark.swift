import CCommonMark

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Markdown as the reference parser renders it.
enum CommonMark {
  /// The page of a text; tags in the text are kept.
  static func html(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let options = CMARK_OPT_UNSAFE
    let page = bytes.withUnsafeBufferPointer { buffer in
      buffer.withMemoryRebound(to: CChar.self) {
        cmark_markdown_to_html($0.baseAddress, $0.count, options)
      }
    }
    guard let page else { return "" }
    defer { free(page) }
    return String(cString: page)
  }
}

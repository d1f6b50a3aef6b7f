import Workbench

/// The word after the name of the program, before anything is parsed.
enum CommandWord {
  /// What is wrong with the first words of a command line; `nil` where a command follows.
  ///
  /// - Parameters:
  ///   - words: The words after the name of the program.
  ///   - commands: The names of the commands.
  static func fault(_ words: [String], commands: [String]) -> String? {
    let asked = words.first == "help" ? words.dropFirst().first : words.first
    guard let word = asked, !word.hasPrefix("-"), !commands.contains(word), word != "help" else {
      return nil
    }
    if words.first != "help", word.hasSuffix(".md") {
      return "\(word) stands where a command is wanted; to evaluate the study write"
        + " `ampleur run \(word)`."
    }
    guard let near = NearestQuantity.suggestion(word, commands) else {
      return "There is no command \(word). The commands are \(commands.joined(separator: ", "))."
    }
    return "There is no command \(word). Did you mean `ampleur \(near)`?"
  }
}

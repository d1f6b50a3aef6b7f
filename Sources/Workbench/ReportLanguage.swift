import Reporting

/// The language of a report or list, re-exported for the command line.
public typealias ReportLanguage = Reporting.ReportLanguage

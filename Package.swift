// swift-tools-version: 6.2
import PackageDescription

/// Settings shared by every Swift target of ours.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .treatAllWarnings(as: .error),
]

let testKit: Target.Dependency = "TestKit"

let package = Package(
  name: "Ampleur",
  products: [
    .executable(name: "ampleur", targets: ["ampleur"]),
    .library(name: "Workbench", targets: ["Workbench"]),
  ],
  traits: [
    .trait(name: "SlowTests", description: "Also run the slow tests: fuzzing, long simulations.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // MARK: Layer 0, thin C doors to the system libraries
    .systemLibrary(
      name: "CLAPACK",
      pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]
    ),
    .systemLibrary(
      name: "CCommonMark",
      pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev"])]
    ),
    .target(name: "CSpecialFunctions"),
    .target(
      name: "CVectorKernels",
      exclude: ["data"],
      linkerSettings: [.linkedLibrary("m")]
    ),

    // MARK: Layer 1, nothing of ours below but NumericCore and TextCore
    .target(name: "NumericCore", swiftSettings: settings),
    .target(name: "TextCore", swiftSettings: settings),
    .target(
      name: "Units",
      dependencies: ["TextCore"],
      resources: [.embedInCode("Prelude")],
      swiftSettings: settings
    ),
    .target(
      name: "StudySyntax",
      dependencies: ["CCommonMark", "TextCore", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings
    ),
    .target(
      name: "Tables",
      dependencies: ["NumericCore", "TextCore", .product(name: "Yams", package: "Yams")],
      swiftSettings: settings
    ),
    .target(
      name: "Reporting",
      dependencies: ["NumericCore", "TextCore"],
      swiftSettings: settings
    ),

    // MARK: Layer 2
    .target(name: "Notebooks", dependencies: ["StudySyntax"], swiftSettings: settings),
    .target(
      name: "LinearAlgebra",
      dependencies: ["CLAPACK", "NumericCore"],
      swiftSettings: settings
    ),
    .target(name: "Sampling", dependencies: ["CVectorKernels"], swiftSettings: settings),

    // MARK: Layer 3
    .target(
      name: "Probability",
      dependencies: ["CSpecialFunctions", "CVectorKernels", "NumericCore", "TextCore"],
      swiftSettings: settings
    ),

    // MARK: Layer 4
    .target(
      name: "Uncertainty",
      dependencies: ["CVectorKernels", "LinearAlgebra", "NumericCore", "Probability", "Sampling"],
      swiftSettings: settings
    ),

    // MARK: Layer 5
    .target(
      name: "Sensitivity",
      dependencies: [
        "LinearAlgebra", "NumericCore", "Probability", "Sampling", "Uncertainty",
      ],
      swiftSettings: settings
    ),
    .target(
      name: "StudyLanguage",
      dependencies: [
        "NumericCore", "Probability", "StudySyntax", "TextCore", "Uncertainty", "Units",
      ],
      swiftSettings: settings
    ),

    // MARK: Layer 6
    .target(
      name: "Workbench",
      dependencies: [
        "LinearAlgebra", "Notebooks", "NumericCore", "Probability", "Reporting", "Sampling",
        "Sensitivity", "StudyLanguage", "StudySyntax", "Tables", "TextCore", "Uncertainty",
        "Units",
      ],
      swiftSettings: settings
    ),

    // MARK: Layer 7
    .executableTarget(
      name: "ampleur",
      dependencies: [
        "TextCore", "Workbench", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings
    ),

    // MARK: Tests
    .target(name: "TestKit", path: "Tests/TestKit", swiftSettings: settings),
    .testTarget(
      name: "NumericCoreTests",
      dependencies: ["NumericCore", testKit],
      exclude: ["References"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TextCoreTests",
      dependencies: ["TextCore"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "UnitsTests",
      dependencies: ["Units", "TextCore", testKit],
      swiftSettings: settings
    ),
    .testTarget(
      name: "StudySyntaxTests",
      dependencies: ["StudySyntax", "TextCore", testKit],
      swiftSettings: settings
    ),
    .testTarget(
      name: "TablesTests",
      dependencies: ["NumericCore", "Tables", "TextCore", testKit],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ReportingTests",
      dependencies: ["Reporting", "TextCore", testKit],
      exclude: ["Golden"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "NotebooksTests",
      dependencies: ["CCommonMark", "Notebooks", "StudySyntax", testKit],
      swiftSettings: settings
    ),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: ["LinearAlgebra", testKit],
      exclude: ["References"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "SamplingTests",
      dependencies: ["Sampling", testKit],
      swiftSettings: settings
    ),
    .testTarget(
      name: "ProbabilityTests",
      dependencies: ["Probability", "Sampling", testKit],
      exclude: ["References"],
      swiftSettings: settings
    ),
    .target(
      name: "ModelKit",
      dependencies: ["NumericCore", "Probability", "Sampling", "Uncertainty"],
      path: "Tests/ModelKit",
      swiftSettings: settings
    ),
    .testTarget(
      name: "UncertaintyTests",
      dependencies: ["ModelKit", "Uncertainty", "Probability", "Sampling", testKit],
      exclude: ["References"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "SensitivityTests",
      dependencies: [
        "ModelKit", "Sensitivity", "Uncertainty", "NumericCore", "Probability", "Sampling", testKit,
      ],
      swiftSettings: settings
    ),
    .testTarget(
      name: "StudyLanguageTests",
      dependencies: ["StudyLanguage", "TextCore", testKit],
      exclude: ["Golden"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "WorkbenchTests",
      dependencies: [
        "Workbench", "Sensitivity", "StudyLanguage", "Tables", "Uncertainty", testKit,
      ],
      exclude: ["Golden"],
      swiftSettings: settings
    ),
    .testTarget(
      name: "AmpleurTests",
      dependencies: ["ampleur", testKit],
      exclude: ["Golden"],
      swiftSettings: settings
    ),
  ],
  cxxLanguageStandard: .cxx17
)

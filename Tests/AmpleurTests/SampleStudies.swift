/// Small studies that several tests run.
enum SampleStudies {
  /// A study with uncertain inputs, a scenario, a check that holds, and every common request.
  static let small = """
    ---
    title:
      en: A small study
      fr: Une petite étude
    lang: en
    seed: 7
    draws: 2048
    ---

    The revenue is {{ revenue }}.

    <!-- fr: Le chiffre d'affaires est de {{ revenue }}. -->

    ```ampleur
    ads = count(8424) ad
      label "Paid ads" | fr "Annonces payantes"
      from scelles-2016

    price = 110 to 500 EUR/ad/month
      label "Monthly price" | fr "Prix mensuel"

    revenue = ads * price * 12 month/year -> MEUR/year
      label "Annual revenue" | fr "Chiffre d'affaires annuel"

    check revenue overlaps 11 .. 21 MEUR/year from mdn-vivastreet-2018

    scenario "half the ads"
      ads = count(4212) ad
    ```

    ```ampleur
    show inputs
    show revenue
    show tornado revenue
    show scenarios revenue
    ```

    """

  /// A study whose only check fails.
  static let failing = """
    ```ampleur
    ads = count(8424) ad
    check ads within 1% of 9000 ad from scelles-2016
    ```

    """

  /// A study around some lines of model.
  static func model(_ lines: String) -> String { "```ampleur\n" + lines + "\n```\n" }
}

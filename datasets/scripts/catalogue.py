"""The data packages: names, titles, descriptions, tables and columns.

A table says from which file of figures it comes, which rows it keeps, and its columns. The
helpers below write the usual columns.
"""

from sources_text import DOCUMENTS, TITLES
from units import unit_of


def column(name, kind, means, source=None, **more):
    return {"name": name, "type": kind, "means": means, "from": source or name, **more}


YEAR = column("year", "year", "calendar year")
PERIOD = column("period", "string", "year, half-year, month, day, or two of them", "year")
SOURCE = column("source", "string", "key of the source in sources.yaml")
NOTE = column("note", "string", "how the value was printed or derived")
UNIT = column("unit", "string", "unit of the value, as a study writes it")
VALUE = column("value", "number", "the value, in the unit of its row")
LOW = column("value_low", "number", "lower end of a printed range, in the unit of its row")
HIGH = column("value_high", "number", "upper end of a printed range, in the unit of its row")


def in_unit(columns, unit):
    """The same columns of values with one unit for all rows."""
    return [{**c, "unit": unit, "means": c["means"].split(", in the unit")[0]} for c in columns]


def text(name, means, source=None):
    return column(name, "string", means, source)


def table(path, source, title, columns, key, remark=True, **more):
    return {
        "path": path, "from": source, "title": title, "columns": columns, "key": key,
        "remark": remark, **more,
    }


def yearly(path, source, title, name, unit, means, **more):
    """A series with one value a year, in a column named for what it counts."""
    value = column(name, "number", means, "value", unit=unit)
    return table(
        path, source, title, [YEAR, value, SOURCE, NOTE], ["year"], fixed_unit=unit, **more)


def mixed(path, source, title, keys, when=YEAR, values=(VALUE,), **more):
    """A table in long form: keys, values, and the unit of each row."""
    return table(
        path, source, title, [when, *keys, *values, UNIT, SOURCE, NOTE],
        [when["name"], *(k["name"] for k in keys)], **more)


def only(name, *accepted):
    return lambda row: row[name] in accepted


def part(name, condition, means, unit):
    """A column of values that holds only the rows of one definition."""
    return column(
        name, "number", means, "value", unit=unit,
        compute=lambda row: row["value"] if condition(row) else "")


def words_of_unit(row):
    return row["unit"]


def definition_of(row):
    words = row["unit"]
    for start in ("persons, ", "persons ", "EUR per person and month, ", "EUR per year, "):
        if words.startswith(start):
            return words[len(start):]
    if words in ("persons", "EUR per person and month", "EUR per year"):
        return "all forms"
    return words


DEFINITION = column(
    "definition", "string", "what the number covers", compute=definition_of)


def seed_is_quantity(row):
    names = ("date", "year", "document number", "section number", "article number",
             "edition number")
    return row["unit"] not in names


def seed_text(row):
    return "" if seed_is_quantity(row) else row["value_central"]


def seed_value(row):
    return row["value_central"] if seed_is_quantity(row) else ""


def seed_key(row):
    return DOCUMENTS[row["document"][:3]]


def seed_document(row):
    publishers = {
        "scelles-2016": "Fondation Scelles",
        "scelles-2021": "Fondation Scelles",
        "amicale-du-nid": "Amicale du Nid",
        "afp-scelles-2019": "AFP",
        "secours-catholique-2014": "Secours Catholique",
    }
    titles = {
        "amicale-du-nid": "Se battre contre la marchandisation des corps via Internet",
        "afp-scelles-2019": "Dispatch on the Fondation Scelles 35-country report",
    }
    name = seed_key(row)
    return f"{publishers[name]}: {TITLES.get(name) or titles[name]}"


def seed_unit(row):
    return unit_of(row)[0] if seed_is_quantity(row) else ""


def chain_unit(row):
    return unit_of(row)[0]


SERIES = "series/"

PACKAGES = [
    # MARK: Reports
    {
        "name": "pharos",
        "title": "Reports received by PHAROS, the French platform for illegal internet content",
        "title_fr": "Signalements reçus par PHAROS",
        "description": "Reports a year, 2009 to 2024, without 2020 and 2022. One preferred figure "
        "a year; six of the fourteen are rounded and 2014 is a lower bound. The other printed "
        "figures are in the table 'variants'. Shares in 'categories' are fractions of all reports.",
        "resources": [
            yearly("data.csv", SERIES + "pharos_total.csv", "Reports a year", "reports", "report",
                   "reports received in the year, all categories"),
            table("variants.csv", SERIES + "pharos_total_all_variants.csv",
                  "Every printed figure, also those not preferred",
                  [YEAR, column("reports", "number", "reports received in the year", "value",
                                unit="report"), SOURCE, NOTE], ["year", "source"]),
            mixed("categories.csv", SERIES + "pharos_categories.csv",
                  "Reports, or shares of reports, by category",
                  [text("category", "category of the content reported")], PERIOD),
            mixed("takedowns.csv", SERIES + "pharos_takedown_requests.csv",
                  "Requests for withdrawal, blocking and delisting",
                  [text("category", "kind of request")]),
        ],
    },
    {
        "name": "ncmec",
        "title": "CyberTipline reports received by NCMEC, United States",
        "title_fr": "Signalements reçus par la CyberTipline du NCMEC, États-Unis",
        "description": "All reports a year, 1998 to 2025. From 2024 related reports are bundled: "
        "another definition, hence another column, never to be put on one line with the earlier "
        "years. The column 'reports' ends in 2023.",
        "resources": [
            table("data.csv", SERIES + "ncmec_cybertipline_total.csv", "Reports a year",
                  [YEAR,
                   part("reports", lambda r: int(r["year"]) < 2024,
                        "reports received in the year, 1998 to 2023", "report"),
                   part("reports_bundled", lambda r: int(r["year"]) >= 2024,
                        "reports after bundling of related ones, from 2024", "report"),
                   SOURCE, NOTE], ["year"], fixed_unit="report"),
            table("variants.csv", SERIES + "ncmec_cybertipline_total_all_variants.csv",
                  "Every printed figure, with how precise it is",
                  [YEAR, column("reports", "number", "reports received in the year", "value",
                                unit="report"),
                   text("precision", "exact, rounded, lower bound, derived, part of the year"),
                   SOURCE, NOTE], ["year", "source", "precision"]),
            table("by-category.csv", SERIES + "ncmec_by_category.csv",
                  "Reports by category, nine years; the categories of a year add up to its total",
                  [YEAR, text("category", "category as printed"),
                   column("reports", "number", "reports of the category", "value",
                          unit="report"), SOURCE, NOTE], ["year", "category"]),
            yearly("abuse-images.csv", SERIES + "ncmec_child_pornography_reports.csv",
                   "Reports of the category that NCMEC calls child pornography", "reports",
                   "report", "reports of the category"),
            table("by-country.csv", SERIES + "ncmec_by_country.csv",
                  "Reports resolved to a country, eight countries, 2019 to 2024",
                  [YEAR, text("country", "country in English"),
                   column("counted", "string", "reports, referrals or informational reports",
                          compute=lambda r: r["unit"].removeprefix("CyberTipline ")
                          .removesuffix(" resolved to the country")),
                   column("reports", "number", "reports of this kind", "value", unit="report"),
                   SOURCE, NOTE], ["year", "country", "counted"]),
        ],
    },
    {
        "name": "inhope",
        "title": "Reports exchanged by the INHOPE hotlines",
        "title_fr": "Signalements échangés par les plateformes du réseau INHOPE",
        "description": "Reports a year to 2019, content addresses from 2022: another unit, hence "
        "another column. 2020 and 2021 were restated by INHOPE and are in the table 'iccam'.",
        "resources": [
            table("data.csv", SERIES + "inhope_reports.csv", "Reports and addresses a year",
                  [YEAR,
                   part("reports", lambda r: r["unit"].startswith("reports"),
                        "reports exchanged through ICCAM, 2017 to 2019", "report"),
                   part("urls", lambda r: not r["unit"].startswith("reports"),
                        "content addresses exchanged through ICCAM, from 2022", "url"),
                   SOURCE, NOTE], ["year"]),
            mixed("iccam.csv", SERIES + "inhope_iccam.csv",
                  "Reports or addresses by the year of the report that prints them",
                  [column("reporting_year", "year", "year of the annual report")]),
            yearly("eu-reports.csv", SERIES + "inhope_eu_public_reports.csv",
                   "Public reports to hotlines funded by the European Union", "reports", "report",
                   "reports by the public"),
            mixed("network.csv", SERIES + "inhope_network.csv", "Size of the network",
                  [text("category", "hotlines or countries")]),
        ],
    },
    {
        "name": "point-de-contact",
        "title": "Reports received by Point de Contact, France",
        "title_fr": "Signalements reçus par Point de Contact",
        "description": "One figure a year, without 2016 to 2018. What is counted changes from "
        "reports to addresses: the column 'counted' says which, and a line through all years "
        "mixes the two. 2011 covers January to October.",
        "resources": [
            table("data.csv", SERIES + "point_de_contact.csv", "Reports a year",
                  [YEAR, column("reports", "number", "reports as the centre counts them", "value",
                                unit="report"),
                   column("counted", "string", "reports, URLs, or either",
                          compute=words_of_unit), SOURCE, NOTE], ["year"]),
            yearly("illegal.csv", SERIES + "point_de_contact_illegal.csv",
                   "Contents judged illegal", "contents", "content", "contents judged illegal"),
        ],
    },
    # MARK: Platforms
    {
        "name": "vivastreet",
        "title": "VivaStreet, France: ads, prices and revenue of the adult sections",
        "title_fr": "VivaStreet : annonces, prix et chiffre d'affaires des rubriques pour adultes",
        "description": "Counts of ads, monthly prices of an ad and published revenue, 2009 to "
        "2025. The counts are of single days. The two last rows are events with the value 1.",
        "resources": [
            mixed("data.csv", SERIES + "vivastreet.csv", "Ads, prices, revenue",
                  [text("quantity", "what the value is")], PERIOD)
        ],
    },
    {
        "name": "ad-prices",
        "title": "Prices and numbers of ads on sites in France and the United Kingdom",
        "title_fr": "Prix et nombres d'annonces de sites en France et au Royaume-Uni",
        "description": "Printed prices by position or option, numbers of ads and visitors. "
        "A range has its lower end in 'value' and its upper end in 'value_high'.",
        "resources": [
            mixed("data.csv", SERIES + "prices_tiers.csv", "Prices and counts",
                  [text("site", "site, and country where it matters"),
                   text("quantity", "what the value is")], PERIOD, [VALUE, HIGH])
        ],
    },
    {
        "name": "other-french-sites",
        "title": "Other sites in France: ads, persons, fees",
        "title_fr": "Autres sites en France : annonces, personnes, commissions",
        "description": "Single figures for sites other than VivaStreet, 2009 to 2021.",
        "resources": [
            mixed("data.csv", SERIES + "other_french_sites.csv", "Single figures",
                  [text("quantity", "what the value is")])
        ],
    },
    {
        "name": "backpage",
        "title": "Backpage, United States: revenue and shares",
        "title_fr": "Backpage, États-Unis : chiffre d'affaires et parts",
        "description": "Revenue of 2008, 2014 and 2016, and single aggregates of court documents "
        "and reports. 2016 is from an advocacy source. Shares are fractions.",
        "resources": [
            yearly("data.csv", SERIES + "backpage_revenue.csv", "Revenue a year", "revenue",
                   "USD/year", "revenue of the site"),
            mixed("aggregates.csv", SERIES + "backpage_aggregates.csv",
                  "Revenue by perimeter, shares, posts",
                  [text("quantity", "what the value is")], PERIOD),
        ],
    },
    {
        "name": "aim-group",
        "title": "Online escort-ad revenue in the United States, AIM Group estimates",
        "title_fr": "Chiffre d'affaires des annonces d'escortes aux États-Unis, estimations "
        "d'AIM Group",
        "description": "Ads counted by month times the price of an ad, 2010 to 2012. The numbers "
        "of sites and cities differ between rows: compare within one perimeter only.",
        "resources": [
            mixed("data.csv", SERIES + "aim_group_ad_revenue.csv", "Revenue by perimeter",
                  [text("site", "site or group of sites")], PERIOD),
            table("listings.csv", SERIES + "aim_group_listings.csv", "Listings of a month",
                  [PERIOD, text("site", "group of sites"),
                   column("listings", "number", "listings of the month", "value",
                          unit="listing/month"), SOURCE, NOTE], ["period", "site"]),
        ],
    },
    {
        "name": "us-ad-prices",
        "title": "Prices of one adult ad in the United States",
        "title_fr": "Prix d'une annonce pour adultes aux États-Unis",
        "description": "Prices of Craigslist in 2010 and of Backpage in 2015.",
        "resources": [
            table("data.csv", SERIES + "us_adult_ad_prices.csv", "Prices",
                  [PERIOD, text("item", "what is bought"),
                   column("price", "number", "price of one ad", "value", unit="USD/ad"),
                   SOURCE, NOTE], ["period", "item"], fixed_unit="USD/ad")
        ],
    },
    {
        "name": "fosta",
        "title": "Ads before and after FOSTA-SESTA and the seizure of Backpage, 2018",
        "title_fr": "Annonces avant et après la loi FOSTA-SESTA et la saisie de Backpage, 2018",
        "description": "Ads a day by perimeter: the two of the United States are not the same "
        "sites. Other effects as relative changes, shares and counts.",
        "resources": [
            table("data.csv", SERIES + "fosta_ads_per_day.csv", "Ads a day",
                  [PERIOD, text("perimeter", "who counted, and which sites"),
                   column("ads", "number", "new ads a day", "value", unit="ad/day"), SOURCE,
                   NOTE], ["period", "perimeter"], fixed_unit="ad/day"),
            mixed("other-effects.csv", SERIES + "fosta_other_effects.csv", "Other effects",
                  [text("quantity", "what the value is")], PERIOD),
        ],
    },
    {
        "name": "sweden-escort-ads",
        "title": "Escort ads in Sweden, 2006 and 2014",
        "title_fr": "Annonces d'escortes en Suède, 2006 et 2014",
        "description": "Two counts of ads. The source warns that persons did not grow like this.",
        "resources": [
            yearly("data.csv", SERIES + "sweden_escort_ads.csv", "Ads", "ads", "ad", "escort ads")
        ],
    },
    # MARK: France
    {
        "name": "france-persons",
        "title": "Persons in prostitution in France, published estimates",
        "title_fr": "Personnes en situation de prostitution en France, estimations publiées",
        "description": "Estimates by different bodies with different definitions: a range by "
        "source, never to be averaged. An estimate printed without a centre has none here.",
        "resources": [
            table("data.csv", SERIES + "france_persons_in_prostitution.csv", "Estimates",
                  [YEAR, DEFINITION, *in_unit([LOW, VALUE, HIGH], "person"), SOURCE, NOTE],
                  ["year", "definition", "source"], fixed_unit="person")
        ],
    },
    {
        "name": "france-online-share",
        "title": "Share of prostitution that is online, France",
        "title_fr": "Part de la prostitution qui passe par Internet, France",
        "description": "Fractions by different definitions, which are not one series.",
        "resources": [
            table("data.csv", SERIES + "france_online_share.csv", "Shares by definition",
                  [YEAR, DEFINITION,
                   column("share", "number", "fraction, 0 to 1", "value", unit=""), SOURCE, NOTE],
                  ["year", "definition"])
        ],
    },
    {
        "name": "france-turnover",
        "title": "Turnover of prostitution in France, published estimates",
        "title_fr": "Chiffre d'affaires de la prostitution en France, estimations publiées",
        "description": "Four estimates that differ by a factor of six, with different perimeters.",
        "resources": [
            table("data.csv", SERIES + "france_turnover.csv", "Estimates",
                  [YEAR, DEFINITION,
                   column("turnover", "number", "turnover", "value", unit="EUR/year"), SOURCE,
                   NOTE], ["year", "definition"], fixed_unit="EUR/year")
        ],
    },
    {
        "name": "france-earnings",
        "title": "Earnings of one person a month, France, published figures",
        "title_fr": "Gains mensuels d'une personne, France, chiffres publiés",
        "description": "Mean over all places (ProstCost), sex tours, city procuring. Earnings by "
        "place are not published.",
        "resources": [
            table("data.csv", SERIES + "france_earnings_per_person.csv", "Earnings",
                  [YEAR, DEFINITION, *in_unit([LOW, VALUE, HIGH], "EUR/person/month"), SOURCE,
                   NOTE], ["year", "definition"], fixed_unit="EUR/person/month")
        ],
    },
    {
        "name": "france-enforcement",
        "title": "Victims, cases, procedures and convictions in France",
        "title_fr": "Victimes, affaires, procédures et condamnations en France",
        "description": "Official counts, as published by the authorities or the press, 2010 to "
        "2020.",
        "resources": [
            mixed("data.csv", SERIES + "france_enforcement.csv", "Counts a year",
                  [text("category", "what is counted")])
        ],
    },
    {
        "name": "prostcost",
        "title": "ProstCost: cost of prostitution in France by group, reference year 2010",
        "title_fr": "ProstCost : coût de la prostitution en France par poste, année 2010",
        "description": "Six groups that add up to 1,649 million euros, printed as 1.6 billion. "
        "Rows that begin with 'of which', and the public funds, are not to be added.",
        "resources": [
            table("data.csv", SERIES + "prostcost_cost_groups.csv", "Cost groups",
                  [YEAR, text("item", "group or part of a group"),
                   *in_unit([LOW, VALUE, HIGH], "MEUR/year"), SOURCE, NOTE], ["year", "item"],
                  fixed_unit="MEUR/year")
        ],
    },
    # MARK: Other countries
    {
        "name": "germany-register",
        "title": "Persons registered under the German law on the protection of prostitutes",
        "title_fr": "Personnes enregistrées au titre de la loi allemande sur la prostitution",
        "description": "Register at the end of the year, 2017 to 2023; it was being set up in "
        "2017.",
        "resources": [
            yearly("data.csv", SERIES + "germany_registered_persons.csv", "Registered persons",
                   "persons", "person", "persons registered at the end of the year")
        ],
    },
    {
        "name": "uk-ons",
        "title": "Prostitution in the United Kingdom national accounts: inputs and result",
        "title_fr": "La prostitution dans les comptes nationaux du Royaume-Uni",
        "description": "Persons, clients, weeks and prices of the chain published in 2014 for "
        "2009. The number of persons is scaled up from London, the clients are Dutch; one client "
        "is one visit.",
        "resources": [
            table("data.csv", SERIES + "uk_ons_chain_inputs.csv", "Inputs and result",
                  [YEAR, column("quantity", "string", "what the value is",
                                compute=words_of_unit), VALUE, UNIT, SOURCE, NOTE],
                  ["year", "quantity"])
        ],
    },
    {
        "name": "national-accounts",
        "title": "Prostitution in national accounts, six European countries",
        "title_fr": "La prostitution dans les comptes nationaux, six pays d'Europe",
        "description": "Output, value added, spending or contribution: the measure differs by "
        "row and country.",
        "resources": [
            mixed("data.csv", SERIES + "national_accounts_prostitution.csv", "Amounts a year",
                  [text("country", "country in English"), text("measure", "what is measured")])
        ],
    },
    {
        "name": "urban-institute",
        "title": "Underground commercial sex economy of American cities, Urban Institute 2014",
        "title_fr": "Économie souterraine du sexe dans des villes américaines, Urban Institute "
        "2014",
        "description": "Size by city in 2007, and two cities in 2003. San Diego is the remainder "
        "of the printed total. The row 'seven cities' is that total. The drug economy of the "
        "same report is beside it.",
        "resources": [
            table("data.csv", SERIES + "urban_ucse.csv", "Sex economy by city",
                  [YEAR, text("city", "city, or their sum"), *in_unit([VALUE], "MUSD/year"),
                   SOURCE, NOTE], ["year", "city"], fixed_unit="MUSD/year"),
            table("drug-economy.csv", SERIES + "urban_drug_economy.csv", "Drug economy by city",
                  [YEAR, text("city", "city"), *in_unit([VALUE], "MUSD/year"), SOURCE, NOTE],
                  ["year", "city"], fixed_unit="MUSD/year"),
        ],
    },
    {
        "name": "ilo",
        "title": "Forced labour and its profits in the world, ILO estimates",
        "title_fr": "Travail forcé et profits dans le monde, estimations de l'OIT",
        "description": "Persons and yearly profits by category. Definitions changed between the "
        "reports; the profits of 2024 are for 2021. The last row was printed without a currency.",
        "resources": [
            mixed("data.csv", SERIES + "ilo_estimates.csv", "Estimates",
                  [text("category", "what is estimated")])
        ],
    },
    # MARK: Money and population
    {
        "name": "cpi-france",
        "title": "Consumer price index of France, yearly mean, 2015 = 100",
        "title_fr": "Indice des prix à la consommation, France, moyenne annuelle, 2015 = 100",
        "description": "Level 2000 to 2024, chained from the yearly change of the World Bank and "
        "within 0.03 points of the INSEE level for 2000 to 2017. The changes, and the INSEE "
        "levels where they could be read, are in the other tables.",
        "resources": [
            yearly("data.csv", SERIES + "cpi_france.csv", "Level of the index", "index", "",
                   "yearly mean of the index, 2015 = 100",
                   keep=only("quantity", "index level, France")),
            table("changes.csv", SERIES + "cpi_france.csv", "Change on the year before",
                  [YEAR, text("measure", "perimeter and publisher", "quantity"),
                   column("change", "number", "change of the yearly mean", "value", unit="%"),
                   SOURCE, NOTE], ["year", "measure"],
                  keep=lambda r: r["quantity"].startswith("annual average change")),
            yearly("insee-mainland.csv", SERIES + "cpi_france_insee_mainland.csv",
                   "INSEE level, all households, mainland France", "index", "",
                   "yearly mean of the index, 2015 = 100"),
            yearly("monthly-mean-2023.csv", SERIES + "cpi_france.csv",
                   "Mean of the twelve INSEE levels of 2023", "index", "",
                   "mean of the twelve months, 2015 = 100",
                   keep=only("quantity", "index level, France, mean of twelve months")),
        ],
    },
    {
        "name": "cpi-us",
        "title": "Consumer price index of the United States (CPI-U), yearly mean",
        "title_fr": "Indice des prix à la consommation, États-Unis (CPI-U), moyenne annuelle",
        "description": "All urban consumers, all items, not seasonally adjusted, "
        "1982-84 = 100, 1999 to 2024.",
        "resources": [
            yearly("data.csv", SERIES + "cpi_us_cpiu_annual.csv", "Level of the index", "index",
                   "", "yearly mean of the index, 1982-84 = 100")
        ],
    },
    {
        "name": "fx-eur-usd",
        "title": "US dollars for one euro, yearly mean of the ECB reference rates",
        "title_fr": "Dollars des États-Unis pour un euro, moyenne annuelle des cours de la BCE",
        "description": "Plain mean of the daily reference rates, 1999 to 2024.",
        "resources": [
            yearly("data.csv", SERIES + "fx_eur_usd_annual.csv", "Exchange rate", "usd_per_eur",
                   "USD/EUR", "US dollars for one euro")
        ],
    },
    {
        "name": "fx-eur-gbp",
        "title": "Pounds sterling for one euro, yearly mean of the ECB reference rates",
        "title_fr": "Livres sterling pour un euro, moyenne annuelle des cours de la BCE",
        "description": "Plain mean of the daily reference rates, 1999 to 2024.",
        "resources": [
            yearly("data.csv", SERIES + "fx_eur_gbp_annual.csv", "Exchange rate", "gbp_per_eur",
                   "GBP/EUR", "pounds sterling for one euro")
        ],
    },
    {
        "name": "population-france",
        "title": "Population of France",
        "title_fr": "Population de la France",
        "description": "On 1 January, 2000 to 2024; Mayotte is included from 2014, the last years "
        "are provisional. Two other series and the 2014 value without Mayotte are beside it.",
        "resources": [
            yearly("data.csv", SERIES + "population_france.csv", "On 1 January, INSEE", "persons",
                   "person", "inhabitants on 1 January",
                   keep=only("quantity", "1 January, INSEE")),
            yearly("without-mayotte.csv", SERIES + "population_france.csv",
                   "On 1 January without Mayotte, for the change of perimeter", "persons",
                   "person", "inhabitants on 1 January",
                   keep=only("quantity", "1 January, INSEE, without Mayotte")),
            yearly("world-bank.csv", SERIES + "population_france.csv", "Mid-year, World Bank",
                   "persons", "person", "inhabitants in the middle of the year",
                   keep=only("quantity", "mid-year, World Bank")),
            yearly("penn-world-table.csv", SERIES + "population_france.csv",
                   "Penn World Table 9.1, for comparison only", "persons", "million person",
                   "inhabitants, in millions", keep=only("quantity", "Penn World Table 9.1")),
        ],
    },
    # MARK: Lists
    {
        "name": "capture-histories",
        "title": "Capture histories of published multiple systems estimates",
        "title_fr": "Historiques de capture d'estimations publiées par recoupement de listes",
        "description": "One row a pattern of lists: a digit 1 where the individual is on the "
        "list. Patterns that are not given were seen on nobody.",
        "resources": [
            table("data.csv", "lists/capture_histories.csv", "Counts by pattern",
                  [text("table", "name of the table", "table_id"),
                   text("lists", "names of the lists, joined by a bar"),
                   text("pattern", "one digit a list, 1 for seen on it"),
                   column("count", "number", "individuals with exactly this pattern", unit=""),
                   text("status", "printed, derived from printed sums, or from a data package"),
                   SOURCE], ["table", "pattern"])
        ],
    },
    {
        "name": "published-estimates",
        "title": "Published estimates of hidden populations",
        "title_fr": "Estimations publiées de populations cachées",
        "description": "Estimates with their intervals, also of studies whose counts could not "
        "be read. Several methods for one table stand in several rows.",
        "resources": [
            table("data.csv", "lists/published_estimates.csv", "Estimates and intervals",
                  [text("table", "name in capture-histories, or the study", "table_id"),
                   column("observed", "number", "individuals seen at least once", unit=""),
                   column("estimate", "number", "published estimate of the population", unit=""),
                   column("low", "number", "lower end of the published interval", unit=""),
                   column("high", "number", "upper end of the published interval", unit=""),
                   text("method", "method, interval or remark", "method_or_remark"), SOURCE],
                  ["table", "method"])
        ],
    },
    {
        "name": "chains",
        "title": "Published estimates re-done step by step",
        "title_fr": "Estimations publiées refaites pas à pas",
        "description": "Each step has its formula, the value computed, the value printed where "
        "there is one, and the difference in percent of the printed value.",
        "resources": [
            table("data.csv", "chains.csv", "Steps of computation",
                  [text("chain", "name of the chain"),
                   column("step", "number", "number of the step within its chain", unit=""),
                   text("formula", "what is computed; two values are separated by a semicolon"),
                   column("computed", "number", "value computed, the first of two"),
                   column("published", "number", "value printed by the source"),
                   column("unit", "string", "unit of both values", compute=chain_unit),
                   text("quantity", "what the values are, in words", "unit"),
                   column("difference", "number", "computed against printed",
                          "difference_percent", unit="%"),
                   column("sources", "string", "keys of the sources, separated by semicolons"),
                   text("remark", "conflicts and reconstructions")], ["chain", "step"])
        ],
    },
    {
        "name": "seeds",
        "title": "Every number of the five founding texts of the project",
        "title_fr": "Tous les nombres des cinq textes fondateurs du projet",
        "description": "Numbers as printed, with the context in our words. What is not a "
        "quantity (a date, an article of law) is in the column 'text'.",
        "resources": [
            table("data.csv", "seeds.csv", "Numbers with their context",
                  [text("id", "number of the row"),
                   column("source", "string", "key of the text in sources.yaml",
                          compute=seed_key),
                   column("document", "string", "publisher and title of the text",
                          compute=seed_document),
                   text("quantity", "what the number is"),
                   column("value_low", "number", "lower end of a range"),
                   column("value", "number", "the value", compute=seed_value),
                   column("value_high", "number", "upper end of a range"),
                   column("unit", "string", "unit of the numbers", compute=seed_unit),
                   column("text", "string", "what was printed, where it is not a quantity",
                          compute=seed_text, verify=True),
                   text("kind", "unit or kind in words", "unit"),
                   column("year", "year", "year the number is about"),
                   text("country", "ISO code, or World"),
                   text("context", "what the text says, in our words", "quote_context"),
                   text("place", "lines of the text", "page_hint")], ["id"])
        ],
    },
]

#!/usr/bin/env python3
"""Writes the data packages of this folder from a folder of published figures.

    python3 build_datasets.py FIGURES [--out DATASETS] [--retrieved YYYY-MM-DD]

FIGURES holds `series/*.csv`, `lists/*.csv`, `chains.csv`, `seeds.csv` and `sources.csv`. No number
is changed: cells are copied as texts, only names of columns, units and the wording of notes are
ours. At the end every package is read back and its numbers are compared with those of FIGURES,
one by one and in sum; a difference ends the script with an error.
"""

import argparse
import collections
import csv
import decimal
import hashlib
import io
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True

import sources_text
from catalogue import PACKAGES
from units import unit_of

LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 for this compilation; "
    "the values are facts published by the sources named in every row",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
NUMERIC = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$")


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(text):
    for start, name in sources_text.KEY_STARTS.items():
        if text.startswith(start):
            return name
    return sources_text.KEYS.get(text, text)


def keys(text):
    """The keys of a cell with several sources, separated by semicolons."""
    return "; ".join(key(part) for part in text.split(" + "))


def worded(text):
    for pattern, new in sources_text.WORDING:
        text = re.sub(pattern, new, text)
    for old, new in sources_text.KEYS.items():
        text = re.sub(rf"\b{re.escape(old)}\b", new, text)
    return text


def joined(*parts):
    return "; ".join(part for part in parts if part)


# MARK: Rows


def rows_of(resource, figures):
    """The rows of one table, as dictionaries keyed by the names of its columns."""
    rows = []
    for row in read(figures / resource["from"]):
        if not resource.get("keep", lambda row: True)(row):
            continue
        new = {}
        unit, remark = ("", "")
        if row.get("unit"):
            unit, remark = unit_of(row)
        for column in resource["columns"]:
            name = column["name"]
            if "compute" in column:
                new[name] = column["compute"](row)
            elif name == "unit":
                new[name] = unit
            elif name == "source":
                new[name] = key(row["source_id"])
            elif name == "sources":
                new[name] = keys(row["source_ids"])
            elif name == "note":
                new[name] = worded(joined(remark if resource["remark"] else "", row["note"]))
            else:
                new[name] = worded(row[column["from"]])
        if resource.get("fixed_unit") is not None and unit != resource["fixed_unit"]:
            sys.exit(f"{resource['from']}: unit '{row['unit']}' is not {resource['fixed_unit']}")
        rows.append(new)
    return rows


def field(column, rows, unit_column):
    cells = [row[column["name"]] for row in rows]
    present = [cell for cell in cells if cell != ""]
    kind = column["type"]
    if kind == "number" and present and all(re.fullmatch(r"-?\d+", cell) for cell in present):
        kind = "integer"
    result = {"name": column["name"], "type": kind, "description": column["means"]}
    if kind in ("number", "integer"):
        if column.get("unit") is None:
            result["unitColumn"] = unit_column
        else:
            result["unit"] = column["unit"]
    if len(present) == len(cells) and kind != "string" or column["name"] in ("source", "sources"):
        result["constraints"] = {"required": True}
    return result


def primary_key(resource, rows):
    """The stated key, lengthened by source, note and values until it tells all rows apart."""
    names = list(resource["key"])
    more = [c["name"] for c in resource["columns"] if c["name"] not in names]
    more.sort(key=lambda name: {"source": 0, "note": 2}.get(name, 1))
    while len({tuple(row[n] for n in names) for row in rows}) < len(rows):
        if not more:
            sys.exit(f"{resource['from']}: two rows are equal")
        names.append(more.pop(0))
    return names


# MARK: Writing


def csv_bytes(resource, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [column["name"] for column in resource["columns"]]
    writer.writerow(names)
    for row in rows:
        writer.writerow([row[name] for name in names])
    return out.getvalue().encode("utf-8")


def write_package(package, figures, out, library, retrieved):
    folder = out / package["name"]
    folder.mkdir(parents=True, exist_ok=True)
    resources, used = [], []
    for resource in package["resources"]:
        rows = rows_of(resource, figures)
        data = csv_bytes(resource, rows)
        (folder / resource["path"]).write_bytes(data)
        for row in rows:
            cell = row.get("source", row.get("sources", ""))
            used += [part for part in cell.split("; ") if part not in used]
        resources.append(
            {
                "name": resource["path"].removesuffix(".csv"),
                "path": resource["path"],
                "title": resource["title"],
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(data),
                "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
                "rows": len(rows),
                "schema": {
                    "fields": [field(c, rows, "unit") for c in resource["columns"]],
                    "primaryKey": primary_key(resource, rows),
                    "missingValues": [""],
                },
            }
        )
    descriptor = {
        "name": package["name"],
        "title": package["title"],
        "title_fr": package["title_fr"],
        "description": package["description"],
        "licenses": [LICENSE],
        "sources": [
            {
                "title": f"{library[k]['author'] or library[k]['publisher']}: "
                f"{library[k]['title']}",
                "path": library[k]["url"],
                "key": k,
            }
            for k in used
        ],
        "retrieved": retrieved,
        "script": "scripts/build_datasets.py",
        "missingValues": [""],
        "resources": resources,
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


# MARK: Sources


def source_type(row):
    note, read_as = row["reliability_note"].lower(), row["read_as"]
    if read_as in ("repository file", "package data"):
        return "dataset"
    if row["source_id"] in ("seed-000", "seed-001", "seed-004") or "annual report" in note[:12]:
        return "report"
    if "blog" in note.split(";")[0].split(":")[0]:
        return "post-weblog"
    if note.startswith(("press", "trade press", "trade news")) or "AFP" in row["publisher"]:
        return "article-newspaper"
    if "abstract" in row["title"]:
        return "article-journal"
    if note.startswith(("primary", "official")) and row["source_id"].startswith(
        ("gao", "urban-2014", "ps-govuk", "natstrat", "ps-natstrat", "prostcost-synth")
    ):
        return "report"
    return "webpage"


def source_library(figures):
    library = {}
    twins = {}
    for row in read(figures / "sources.csv"):
        name = key(row["source_id"])
        address = "" if row["address"].startswith("seed document") else row["address"]
        note = joined(sources_text.READ_AS[row["read_as"]], worded(row["reliability_note"]))
        if name in sources_text.COPIES:
            address, copy = sources_text.COPIES[name]
            note = joined(copy, worded(row["reliability_note"]))
        author, publisher = sources_text.AUTHORS.get(
            name, ("", sources_text.PUBLISHERS.get(row["publisher"], worded(row["publisher"])))
        )
        twin = twins.setdefault(address, name) if address else name
        if twin != name and twin == name.removeprefix("ps-"):
            note = joined(f"the same page as {twin}", note)
        library[name] = {
            "id": name,
            "type": source_type(row),
            "title": sources_text.TITLES.get(name, worded(row["title"])),
            "author": author,
            "publisher": publisher,
            "year": row["year"],
            "url": address,
            "note": note,
        }
    for entry in sources_text.ADDED:
        library[entry["id"]] = entry
    return library


def write_sources(library, out, retrieved):
    def quoted(text):
        return json.dumps(text, ensure_ascii=False)

    lines = [
        "# The sources of every number under this folder, in CSL-YAML. Each entry begins with",
        "# `- id: KEY`; studies and data sets cite the key. Written by scripts/build_datasets.py.",
    ]
    year, month, day = (int(part) for part in retrieved.split("-"))
    for entry in library.values():
        lines.append(f"- id: {entry['id']}")
        lines.append(f"  type: {entry['type']}")
        lines.append(f"  title: {quoted(entry['title'])}")
        if entry["author"]:
            lines.append("  author:")
            lines.append(f"    - literal: {quoted(entry['author'])}")
        if entry["publisher"]:
            lines.append(f"  publisher: {quoted(entry['publisher'])}")
        if entry["year"]:
            lines.append(f"  issued: {{ date-parts: [[{entry['year']}]] }}")
        if entry["url"]:
            lines.append(f"  URL: {quoted(entry['url'])}")
            lines.append(f"  accessed: {{ date-parts: [[{year}, {month}, {day}]] }}")
        lines.append(f"  note: {quoted(entry['note'])}")
    (out / "sources.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


# MARK: Verification


def numbers(rows, columns):
    found = collections.Counter()
    for row in rows:
        for column in columns:
            if NUMERIC.match(row.get(column, "")):
                found[decimal.Decimal(row[column])] += 1
    return found


def total(found):
    with decimal.localcontext() as context:
        context.prec = 60
        return sum((value * count for value, count in found.items()), decimal.Decimal(0))


def verify(figures, out, library):
    """Compares every number of the packages, read back, with those of the figures."""
    written, counts = collections.defaultdict(collections.Counter), collections.Counter()
    for package in PACKAGES:
        for resource in package["resources"]:
            rows = read(out / package["name"] / resource["path"])
            names = [c["name"] for c in resource["columns"] if c["type"] == "number"]
            names += [c["name"] for c in resource["columns"] if c.get("verify")]
            written[resource["from"]] += numbers(rows, names)
            counts[resource["from"]] += len(rows)
            for row in rows:
                for k in row.get("source", row.get("sources", "")).split("; "):
                    if k not in library:
                        sys.exit(f"{package['name']}/{resource['path']}: no source '{k}'")
    measured = (
        "value value_low value_central value_high count observed estimate low high step "
        "computed published difference_percent"
    ).split()
    files = sorted(str(p.relative_to(figures)) for p in figures.rglob("*.csv"))
    for file in files:
        if file == "sources.csv":
            continue
        rows = read(figures / file)
        expected = numbers(rows, measured)
        if counts[file] != len(rows):
            sys.exit(f"{file}: {len(rows)} rows, {counts[file]} written")
        if written[file] != expected:
            lost, new = expected - written[file], written[file] - expected
            sys.exit(f"{file}: numbers differ: lost {lost}, new {new}")
        print(f"{file}: {len(rows)} rows, {sum(expected.values())} numbers, sum {total(expected)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("figures", type=pathlib.Path)
    parser.add_argument(
        "--out", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent
    )
    parser.add_argument("--retrieved", default="2026-11-21")
    arguments = parser.parse_args()
    library = source_library(arguments.figures)
    write_sources(library, arguments.out, arguments.retrieved)
    for package in PACKAGES:
        write_package(package, arguments.figures, arguments.out, library, arguments.retrieved)
    verify(arguments.figures, arguments.out, library)
    print(f"{len(PACKAGES)} packages, {len(library)} sources")


if __name__ == "__main__":
    main()

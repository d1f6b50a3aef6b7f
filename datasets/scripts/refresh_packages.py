#!/usr/bin/env python3
"""Brings the data packages of this folder up to date with their files.

    python3 datasets/scripts/refresh_packages.py [PACKAGE...]

The CSV files and `sources.yaml` are the record, and are edited by hand. After a change this script
writes what follows from them into each `datapackage.json`: bytes, rows and checksum of every file,
and the list of the sources that its rows cite. `ampleur data check` then says whether all is sound.
It needs Python 3.9 or later and no package.
"""

import csv
import hashlib
import io
import json
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parent.parent


def read_sources(path):
    """The entries of sources.yaml by key: publisher or first author, title and address."""
    entries, entry = {}, None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("- id: "):
            key = line[6:].strip()
            if key in entries:
                sys.exit(f"sources.yaml:{number}: source '{key}' is listed twice")
            entry = entries.setdefault(key, {})
        elif entry is not None and line.startswith("  ") and ": " in line:
            name, text = line.strip().removeprefix("- ").split(": ", 1)
            if text.startswith('"'):
                entry.setdefault(name, json.loads(text))
    return entries


def who(entry):
    for name in ("literal", "family"):
        if name in entry:
            return " ".join(part for part in (entry.get("given", ""), entry[name]) if part)
    return entry.get("publisher") or entry.get("container-title") or ""


def described(key, library, place):
    if key not in library:
        sys.exit(f"{place}: sources.yaml has no source '{key}'")
    entry = library[key]
    speaker = who(entry)
    source = {"title": f"{speaker}: {entry['title']}" if speaker else entry["title"]}
    if entry.get("URL"):
        source["path"] = entry["URL"]
    source["key"] = key
    return source


def refresh(folder, library):
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    used = []
    for resource in package["resources"]:
        place = f"{folder.name}/{resource['path']}"
        data = (folder / resource["path"]).read_bytes()
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
        header = next(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
        names = [field["name"] for field in resource["schema"]["fields"]]
        if header != names:
            sys.exit(f"{place}: the description has the columns {names}, the file {header}")
        for row in rows:
            for key in (row.get("source") or row.get("sources") or "").split("; "):
                if not key:
                    sys.exit(f"{place}: no number without a source")
                if key not in used:
                    used.append(key)
        resource["bytes"] = len(data)
        resource["hash"] = "sha256:" + hashlib.sha256(data).hexdigest()
        resource["rows"] = len(rows)
    package["sources"] = [described(key, library, folder.name) for key in used]
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    if text != path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8")
        print(f"{folder.name}: datapackage.json written")


def main():
    library = read_sources(FOLDER / "sources.yaml")
    names = sys.argv[1:] or sorted(p.parent.name for p in FOLDER.glob("*/datapackage.json"))
    for name in names:
        refresh(FOLDER / name, library)


if __name__ == "__main__":
    main()

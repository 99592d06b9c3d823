#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the layout of the sources: which room includes which, and that files and folders are small.

usage: test_rooms.py SOURCE_FOLDER

The rooms and what each may use are read from core/meson.build and plugin/meson.build. The build
itself keeps GIMP out of the rooms that must not know it; what it cannot see, headers of our own, is
checked here.
"""

import re
import sys
from collections import Counter
from pathlib import Path

MOST_LINES = 400
MOST_FILES = 20
CODE = {".cpp", ".h", ".py", ".sh"}

# What is larger, and why.
LARGE_FILES = {}
LARGE_FOLDERS = {
    "data/help/en/pictures": "one or two for each option in the manual",
}


def rooms_of(meson_file):
    """The table `NAME_rooms = {…}` of a build file: room -> rooms it may use."""
    text = meson_file.read_text(encoding="utf-8")
    table = re.search(r"_rooms = \{\n(.*?)\n\}", text, re.DOTALL)[1]
    rooms = {}
    for room, body in re.findall(r"^  '(\w+)': \[\n(.*?)^  \],", table, re.DOTALL | re.MULTILINE):
        # Dependencies are names, rooms are strings.
        used = next(line for line in body.splitlines() if re.fullmatch(r"\s*\[('\w+'(, )?)*\],", line))
        rooms[room] = re.findall(r"'(\w+)'", used)
    return rooms


def includes(path):
    return re.findall(r'^#include "(core|plugin)/(\w+)/', path.read_text(encoding="utf-8"), re.MULTILINE)


def arrow_errors(source, library, rooms):
    for room, used in rooms.items():
        for path in sorted((source / library / room).glob("*.*")):
            for other, target in includes(path):
                if other == library and target != room and target not in used:
                    yield f"{path.relative_to(source)} includes {other}/{target}, which {room} may not use"
                if library == "core" and other == "plugin":
                    yield f"{path.relative_to(source)} includes {other}/{target}: core/ knows nothing of plugin/"


def order_errors(library, rooms):
    known = set()
    for room, used in rooms.items():
        for name in used:
            if name not in known:
                yield f"{library}/{room} uses {name}, which is not named before it"
        known.add(room)


def layout_errors(large, sizes, most, what):
    """Those of `sizes`, a table of names, that are too large, and entries of `large` without need."""
    for name, size in sorted(sizes.items()):
        if size > most and name not in large:
            yield f"{name} has {size} {what}, more than {most}"
    for name in large:
        if sizes.get(name, 0) <= most:
            yield f"{name} has no more than {most} {what}: it needs no exception"


def size_errors(source):
    """Only what may be committed is looked at: not what Python and editors leave."""
    files = [
        path
        for top in ("core", "plugin", "tests", "data", ".dev")
        for path in (source / top).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".orig", ".pyc")
    ] + [source / "dev"]
    lines = {
        str(path.relative_to(source)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files
        if path.suffix in CODE or path.name == "dev"
    }
    counts = Counter(str(path.parent.relative_to(source)) for path in files)
    yield from layout_errors(LARGE_FILES, lines, MOST_LINES, "lines")
    yield from layout_errors(LARGE_FOLDERS, counts, MOST_FILES, "files")


def main(source):
    errors = list(size_errors(source))
    for library in ("core", "plugin"):
        rooms = rooms_of(source / library / "meson.build")
        folders = {path.name for path in (source / library).iterdir() if any(path.glob("*.h"))}
        errors += [f"{library}/{name} is not in {library}/meson.build" for name in folders - set(rooms)]
        errors += order_errors(library, rooms)
        errors += arrow_errors(source, library, rooms)
    print("\n".join(errors) or "Every include follows the arrows, and nothing is too large.")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

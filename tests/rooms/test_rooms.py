#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the layout of the sources: which room includes which.

usage: test_rooms.py SOURCE_FOLDER

The rooms and what each may use are read from core/meson.build and plugin/meson.build. The build
itself keeps GIMP out of the rooms that must not know it; what it cannot see, headers of our own, is
checked here.
"""

import re
import sys
from pathlib import Path

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


def main(source):
    errors = []
    for library in ("core", "plugin"):
        rooms = rooms_of(source / library / "meson.build")
        folders = {path.name for path in (source / library).iterdir() if any(path.glob("*.h"))}
        errors += [f"{library}/{name} is not in {library}/meson.build" for name in folders - set(rooms)]
        errors += order_errors(library, rooms)
        errors += arrow_errors(source, library, rooms)
    print("\n".join(errors) or "Every include follows the arrows.")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables as Markdown, on the screen and in files."""

import json
import os
from pathlib import Path


def cell(value):
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{max(0, 4 - len(str(int(abs(value)))))}f}"
    return str(value)


def aligned(header, rows):
    """A Markdown table with columns of even width; numbers to the right."""
    lines = [[cell(value) for value in row] for row in [header, *rows]]
    widths = [max(3, *(len(line[i]) for line in lines)) for i in range(len(header))]
    left = [all(isinstance(row[i], str) for row in rows) for i in range(len(header))]

    def join(line):
        pairs = zip(line, widths, left, strict=True)
        return "| " + " | ".join(t.ljust(w) if l else t.rjust(w) for t, w, l in pairs) + " |"

    rule = [("-" * w if l else "-" * (w - 1) + ":") for w, l in zip(widths, left, strict=True)]
    return "\n".join([join(lines[0]), "| " + " | ".join(rule) + " |", *map(join, lines[1:])])


class Report:
    """Collects the text of one part; prints it and writes it with the raw numbers."""

    def __init__(self, folder, name, title):
        self.folder, self.name = Path(folder), name
        self.parts = []
        self.text(f"## {title}")
        self.text(f"Load of the machine at the start: {os.getloadavg()[0]:.1f}.")

    def text(self, text):
        self.parts.append(text)
        print(text + "\n", flush=True)

    def table(self, header, rows):
        self.text(aligned(header, rows))

    def write(self, raw):
        self.folder.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join(self.parts) + "\n"
        (self.folder / f"{self.name}.md").write_text(text, encoding="utf-8")
        (self.folder / f"{self.name}.json").write_text(json.dumps(raw, indent=1), encoding="utf-8")

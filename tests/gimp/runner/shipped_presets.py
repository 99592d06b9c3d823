# SPDX-License-Identifier: GPL-3.0-or-later
"""The presets that come with the plug-in, as they are in the program."""

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

PALETTES = Path(__file__).resolve().parents[3] / "data" / "palettes"


@dataclass
class Preset:
    command: str
    name: str
    line: str
    values: str
    palette: str

    @property
    def settings(self):
        return settings_in(self.values)


def settings_in(text):
    """The simple ones of the settings that GIMP wrote: {argument: number, truth or text}."""
    return {name: value_of(text) for name, text in
            re.findall(r'\(([a-z-]+) ("[^"]*"|[^\s()"]+)\)', text)}


def value_of(text):
    if text.startswith('"'):
        return text[1:-1]
    if text in ("yes", "no"):
        return text == "yes"
    try:
        return float(text)
    except ValueError:
        return text


def shipped_presets():
    """All of them, as the program in COLOR_CLUSTERS_PRESETS lists them."""
    told = subprocess.run([os.environ["COLOR_CLUSTERS_PRESETS"]], capture_output=True, text=True,
                          check=True, timeout=20).stdout
    return [Preset(*line.split("\t")) for line in told.splitlines()]


def palette_file(name):
    """The name and the colors of a palette that comes with the plug-in."""
    text = (PALETTES / name).read_text(encoding="utf-8")
    colors = re.findall(r"^ *(\d+) +(\d+) +(\d+)", text, re.MULTILINE)
    return re.search("^Name: (.*)$", text, re.MULTILINE)[1], [tuple(map(int, color)) for color in colors]

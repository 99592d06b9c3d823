# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes pictures indexed inside GIMP (python-fu-eval), with an optimum palette and without
dithering, and writes the palettes.

COLOR_CLUSTERS_TASK has the task as JSON: images, numbers of colors and the file for the results,
which is written last.
"""

import json
import os

import gi

gi.require_version("Babl", "0.1")
gi.require_version("Gimp", "3.0")
from gi.repository import Babl, Gimp, Gio  # noqa: E402


def indexed_palette(path, colors):
    """8-bit sRGB values."""
    image = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, Gio.File.new_for_path(path))
    image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE, colors,
                          False, False, "")
    srgb = Babl.format("R'G'B' u8")
    found = [list(color.get_bytes(srgb).get_data())[:3]
             for color in image.get_palette().get_colors()]
    image.delete()
    return found


def main():
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    palettes = {path: {colors: indexed_palette(path, colors) for colors in task["numbers"]}
                for path in task["images"]}
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump(palettes, file)


main()

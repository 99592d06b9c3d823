# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens both dialogs on a picture in a GIMP window (python-fu-eval) and takes pictures of them, for
make_pictures.py.

Its task (see tests/gimp/runner/start_gimp.py): `out`, a folder to write into.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import gi

gi.require_version("Gimp", "3.0")
from gi.repository import Gimp, Gio  # noqa: E402

sys.path.insert(0, str(Path("tests/gimp/runner").resolve()))
import window  # noqa: E402

TASK = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
OUT = Path(TASK["out"])
# Until windows are drawn, and have taken their final size.
SECONDS_TO_DRAW = 2.0


def take(title, name):
    time.sleep(SECONDS_TO_DRAW)
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"],
                           check=True, capture_output=True, text=True).stdout.split()
    subprocess.run(["import", "-window", found[-1], str(OUT / f"{name}.png")], check=True)


def open_dialog(label):
    window.click(window.gimp_menu_item("Filters", "Color Clusters", label))
    # So that it points at nothing, and no tooltip comes up.
    subprocess.run(["xdotool", "mousemove", "2", "2"], check=True)
    return window.dialog()


def shown_colors(dialog):
    bar = window.find(dialog, "drawing area", lambda name: name == "Color bar")
    return bar.get_description().count("#")


def show(dialog, colors):
    window.set_number(dialog, colors)
    window.wait_for("the colors", lambda: shown_colors(dialog) == colors)


def main():
    image = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, Gio.File.new_for_path(
        str(Path("data/samples/kingfisher.jpg").resolve())))
    image.set_file(Gio.File.new_for_path("kingfisher.xcf"))
    display = Gimp.Display.new(image)
    dialog = open_dialog("Extract Palette…")
    # As many as the list shows.
    show(dialog, 7)
    window.focus(window.swatches(dialog)[5])
    take("Extract Palette", "extract-palette")
    window.press(dialog, "Cancel")
    window.dialog_closed()
    dialog = open_dialog("Posterize by Clusters…")
    show(dialog, 6)
    take("Posterize by Clusters", "posterize")
    window.press(dialog, "Cancel")
    window.dialog_closed()
    display.delete()
    Path(TASK["results"]).write_text("{}", encoding="utf-8")


main()

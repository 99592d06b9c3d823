# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the dialogs on a picture in a GIMP window (python-fu-eval) and takes pictures of them, and of
the live filter on the canvas, for make_pictures.py.

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
from window import window_numbers, xdotool  # noqa: E402

TASK = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
OUT = Path(TASK["out"])
# Until windows are drawn, and have taken their final size.
SECONDS_TO_DRAW = 2.0


def take(name, window_number, *options):
    time.sleep(SECONDS_TO_DRAW)
    subprocess.run(["import", "-window", window_number, *options, str(OUT / f"{name}.png")], check=True)


def take_screen(name, left, top, width, height):
    take(name, "root", "-crop", f"{width}x{height}+{left}+{top}", "+repage")


def open_dialog(label):
    window.click(window.gimp_menu_item("Filters", "Color Clusters", label))
    # So that it points at nothing, and no tooltip comes up.
    xdotool("mousemove", 2, 2)
    return window.dialog()


def shown_colors(dialog):
    bar = window.find(dialog, "drawing area", lambda name: name == "Color bar")
    return bar.get_description().count("#")


def show(dialog, colors):
    window.set_number(dialog, colors)
    window.wait_for("the colors", lambda: shown_colors(dialog) == colors)


def take_live_filter():
    """GIMP's own dialog with the canvas in split view, and then the filter in the list of layers."""
    width, height = 1400, 800
    # The dialog covers the toolbox, not the canvas.
    left = 330
    gimp = window_numbers("GIMP$")[-1]
    xdotool("windowmove", gimp, left, 0, "windowsize", gimp, width - left, height - 30)
    time.sleep(SECONDS_TO_DRAW)
    # Fits the image into the window.
    xdotool("windowfocus", "--sync", gimp, "key", "ctrl+shift+j")
    window.click(window.gimp_menu_item("Filters", "Color Clusters",
                                       "Posterize by Clusters (live filter)…"))
    window.wait_for("the filter", lambda: find_in_gimp("check box", "Split view"))
    dialog = window_numbers("color-clusters:posterize")[-1]
    xdotool("windowmove", dialog, 0, 0, "windowsize", dialog, 420, height - 30)
    window.click(find_in_gimp("check box", "Split view"))
    xdotool("mousemove", width - 2, 2)
    take_screen("live-filter", 0, 0, width, height)
    window.press(window.applications()["gimp"], "OK")
    # The layer's "fx".
    xdotool("mousemove", width - 152, 620, "sleep", 0.5, "click", 1)
    take_screen("live-filter-layer", width - 580, 400, 580, 380)
    xdotool("key", "Escape")


def find_in_gimp(role, label):
    return window.find(window.applications().get("gimp"), role, lambda name: name == label)


def main():
    image = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, Gio.File.new_for_path(
        str(Path("data/samples/kingfisher.jpg").resolve())))
    image.set_file(Gio.File.new_for_path("kingfisher.xcf"))
    window.close_welcome()
    display = Gimp.Display.new(image)
    dialog = open_dialog("Extract Palette…")
    # As many as the list shows.
    show(dialog, 7)
    window.focus(window.swatches(dialog)[5])
    take("extract-palette", window_numbers("^Extract Palette$")[-1])
    window.press(dialog, "Cancel")
    window.dialog_closed()
    dialog = open_dialog("Posterize by Clusters…")
    show(dialog, 6)
    take("posterize", window_numbers("^Posterize by Clusters$")[-1])
    window.press(dialog, "Cancel")
    window.dialog_closed()
    dialog = open_dialog("Separate Inks…")
    window.set_number(dialog, 4)
    # The paper is shown beside the inks.
    window.wait_for("the inks", lambda: shown_colors(dialog) == 5)
    window.choose(dialog, "Halftone", 1, "Round dots")
    take("separate", window_numbers("^Separate Inks$")[-1])
    window.press(dialog, "Cancel")
    window.dialog_closed()
    dialog = open_dialog("Paint by Numbers…")
    show(dialog, 8)
    window.control(dialog, "spin button", "Smallest area").get_value_iface().set_current_value(100)
    take("paint-by-numbers", window_numbers("^Paint by Numbers$")[-1])
    window.press(dialog, "Cancel")
    window.dialog_closed()
    take_live_filter()
    display.delete()
    Path(TASK["results"]).write_text("{}", encoding="utf-8")


main()

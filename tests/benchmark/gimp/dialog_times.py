# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the dialog on a picture in a GIMP window (python-fu-eval), changes the number of colors
again and again, and times how long it takes until the colors on the screen follow.

COLOR_CLUSTERS_TASK has the task as JSON: image, kind of layer, numbers of colors one after another
and the file for the results.
"""

import json
import os
import sys
import time
from pathlib import Path

import gi

gi.require_version("Gimp", "3.0")
from gi.repository import Gimp, Gio  # noqa: E402

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "gimp" / "runner")]
import layer_kinds  # noqa: E402
import window  # noqa: E402
from canvas import wait_until_gimp_rests  # noqa: E402


def shown_colors(bar):
    """Its description lists them."""
    return bar.get_description().count("#")


def main():
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    image = layer_kinds.load(Gio.File.new_for_path(task["image"]), task["kind"])
    Gimp.Display.new(image)
    item = window.gimp_menu_item("Filters", "Color Clusters", "Extract Palette…")
    window.wait_for("the entry enabled", lambda: window.is_enabled(item))
    # GIMP is busy as long as it draws the image for the first time.
    wait_until_gimp_rests()
    start = time.monotonic()
    window.click(item)
    dialog = window.dialog()
    bar = window.find(dialog, "drawing area", lambda name: name == "Color bar")
    window.wait_for("the first colors", lambda: shown_colors(bar) > 0)
    opened = time.monotonic() - start
    spin = window.find(dialog, "spin button", lambda _: True).get_value_iface()
    seconds = []
    for number in task["numbers"]:
        start = time.monotonic()
        spin.set_current_value(number)
        while shown_colors(bar) != number:
            if time.monotonic() - start > 30:
                raise RuntimeError(f"{number} colors were not shown")
        seconds.append(time.monotonic() - start)
    window.press(dialog, "Cancel")
    window.dialog_closed()
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump({"opened": opened, "changes": seconds}, file)


main()

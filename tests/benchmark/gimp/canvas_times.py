# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts a live filter on a picture in a GIMP window (python-fu-eval), changes a number again and
again, and times how long it takes until the canvas has followed.

COLOR_CLUSTERS_TASK has the task as JSON: image, operation, the property to change, its values one
after another, and the file for the results.
"""

import json
import os
import sys
import time
from pathlib import Path

import gi

gi.require_version("Gimp", "3.0")
from gi.repository import Gimp, Gio  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
from canvas import still_canvas  # noqa: E402


def main():
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    image = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, Gio.File.new_for_path(task["image"]))
    Gimp.Display.new(image)
    layer = image.get_layers()[0]
    plain, _ = still_canvas()
    live = Gimp.DrawableFilter.new(layer, task["operation"], "")
    layer.append_filter(live)
    Gimp.displays_flush()
    seen, _ = still_canvas(plain)
    seconds = []
    for value in task["values"]:
        start = time.monotonic()
        live.get_config().set_property(task["property"], value)
        live.update()
        Gimp.displays_flush()
        seen, since = still_canvas(seen)
        seconds.append(since - start)
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump({"changes": seconds}, file)


main()

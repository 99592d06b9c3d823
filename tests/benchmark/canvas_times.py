# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts a live filter on a picture in a GIMP window (python-fu-eval), changes a number again and
again, and times how long it takes until the canvas has followed.

COLOR_CLUSTERS_TASK has the task as JSON: image, operation, the property to change, its values one
after another, and the file for the results.
"""

import json
import os
import time

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gimp", "3.0")
from gi.repository import Gdk, Gimp, Gio  # noqa: E402

TIMEOUT = 60


def part_of_canvas():
    """What is seen in the middle of the screen. Not by another program, which would take a processor
    for itself."""
    return Gdk.pixbuf_get_from_window(Gdk.get_default_root_window(), 440, 360, 400, 300).get_pixels()


def still_canvas(before=None):
    """When the canvas began to look as it then stays; other than before."""
    start = time.monotonic()
    seen, since = None, start
    while time.monotonic() - start < TIMEOUT:
        time.sleep(0.01)
        now = part_of_canvas()
        if now != seen:
            seen, since = now, time.monotonic()
        elif now != before and time.monotonic() - since > 0.5:
            return seen, since
    raise RuntimeError("the canvas does not change, or does not come to rest")


def main():
    Gdk.init([])
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

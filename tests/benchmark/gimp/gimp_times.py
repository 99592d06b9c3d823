# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs procedures on a picture inside GIMP (python-fu-eval) and times them.

COLOR_CLUSTERS_TASK has the task as JSON: image, kind of layer, names, colors, runs and the file for
the results, which is written last: GIMP can end with 0 although this failed.
"""

import json
import os
import sys
import time
from pathlib import Path

import gi

gi.require_version("Gegl", "0.4")
gi.require_version("Gimp", "3.0")
from gi.repository import Gegl, Gimp, Gio  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
import layer_kinds  # noqa: E402
import timed_call  # noqa: E402


def seconds_of(work):
    start = time.monotonic()
    work()
    return time.monotonic() - start


def transfer(image, layer):
    """Seconds that all pixels of a layer need from GIMP to a plug-in, and those of a new one to GIMP."""
    area = Gegl.Rectangle.new(0, 0, layer.get_width(), layer.get_height())
    buffer = layer.get_buffer()

    def read():
        return buffer.get(area, 1.0, None, Gegl.AbyssPolicy.NONE)

    # The second time they are there.
    first, second = seconds_of(read), seconds_of(read)
    new = Gimp.Layer.new(image, "new", area.width, area.height, layer.type(), 100.0,
                         Gimp.LayerMode.NORMAL)
    filled = new.get_buffer()

    def write():
        filled.set_color(area, Gegl.Color.new("gray"))
        filled.flush()

    written = seconds_of(write)
    new.delete()
    return first - second, written


def main():
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    image = layer_kinds.load(Gio.File.new_for_path(task["image"]), task["kind"])
    (layer,) = image.get_layers()
    times = {name: [] for name in task["names"]}
    for _ in range(task["runs"]):
        for name, seconds in times.items():
            seconds.append(timed_call.seconds_of_call(name, image, layer, {"colors": task["colors"]}))
            timed_call.remove_others(image, layer)
    transfers = [transfer(image, layer) for _ in range(task["runs"])]
    times["read"], times["write"] = zip(*transfers, strict=True)
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump(times, file)


main()

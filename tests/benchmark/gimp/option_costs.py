# SPDX-License-Identifier: GPL-3.0-or-later
"""What options cost in time and memory on a very large layer, inside GIMP (python-fu-eval).

COLOR_CLUSTERS_TASK has the task as JSON: image (PPM), a list of runs, each with the name of a command
and its arguments, and the file for the results, which is written last.
"""

import json
import os
import sys
from pathlib import Path

import gi

gi.require_version("Gegl", "0.4")
gi.require_version("Gimp", "3.0")
from gi.repository import Gegl, Gimp  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
import memory_watch  # noqa: E402
import timed_call  # noqa: E402

ROWS = 250


def load(path):
    """The image of a PPM file, of which GIMP without a window has no loader everywhere."""
    with open(path, "rb") as file:
        file.readline()
        width, height = map(int, file.readline().split())
        file.readline()
        image = Gimp.Image.new(width, height, Gimp.ImageBaseType.RGB)
        image.undo_disable()
        layer = Gimp.Layer.new(image, "picture", width, height, Gimp.ImageType.RGB_IMAGE, 100.0,
                               Gimp.LayerMode.NORMAL)
        image.insert_layer(layer, None, 0)
        buffer = layer.get_buffer()
        for top in range(0, height, ROWS):
            rows = min(ROWS, height - top)
            buffer.set(Gegl.Rectangle.new(0, top, width, rows), "R'G'B' u8",
                       file.read(3 * width * rows))
        buffer.flush()
    layer.update(0, 0, width, height)
    return image, layer


def run(image, layer, command, arguments):
    """Seconds of a call, and the most memory of the plug-in in MB."""
    watch = memory_watch.Watch()
    seconds = timed_call.seconds_of_call(command, image, layer, arguments)
    watch.join()
    timed_call.remove_others(image, layer)
    return {"seconds": seconds, "mb": watch.peak()}


def main():
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    Gegl.init(None)
    image, layer = load(task["image"])
    results = [run(image, layer, command, arguments) for command, arguments in task["runs"]]
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump(results, file)


main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Posterizes a very large image in a GIMP window (python-fu-eval), as a person does.

Measured are the memory of the plug-in's process and how often progress moves. COLOR_CLUSTERS_TASK has
the task as JSON: width, height, precision and the file for the results.
"""

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from large_image import Gegl, Gimp, make_image, start_posterizing, value_of  # noqa: E402


def progress_values(watch, bars):
    """The different values of GIMP's progress bars until the process ends."""
    values = set()
    while watch.ended is None:
        for bar in bars:
            values.add(round(value_of(bar), 4))
        time.sleep(0.02)
    return len(values - {0.0})


def main():
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    Gegl.init(None)
    image = make_image(task["width"], task["height"], task["precision"])
    Gimp.Display.new(image)
    watch, progress, times = start_posterizing()
    begin = time.monotonic()
    results = {"updates": progress_values(watch, progress.bars)}
    results["posterize"] = watch.wait() - begin
    results["read"] = times["read"]
    results["peak_mb"] = watch.peak(times["since"])
    results["layers"] = [layer.get_name() for layer in image.get_layers()]
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump(results, file)


main()

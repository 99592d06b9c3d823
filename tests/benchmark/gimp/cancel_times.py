# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon the plug-in's process ends after Cancel, at every stage of the work on a very large image in
a GIMP window (python-fu-eval).

COLOR_CLUSTERS_TASK has the task as JSON: width, height, precision and the file for the results.
"""

import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from large_image import (POSTERIZE, Gegl, Gimp, make_image, open_dialog,  # noqa: E402
                         start_posterizing, value_of, wait_for_colors, window)

def choose_area(dialog):
    window.open_more(dialog, "Areas and dithering")
    area = window.control(dialog, "spin button", "Smallest area")
    area.get_value_iface().set_current_value(100000)


def zoom(dialog):
    window.click(window.find(dialog, "toggle button", lambda name: name == "1:1"))


def choose_automatic(dialog):
    wait_for_colors(dialog)
    window.click(window.find(dialog, "check box", lambda name: name == "Automatic"))


def zoom_with_area(dialog):
    """The layer is copied, mapped and tidied for the detail."""
    wait_for_colors(dialog)
    choose_area(dialog)
    zoom(dialog)


def zoom_numbers(dialog):
    wait_for_colors(dialog)
    zoom(dialog)


# What makes a dialog work, and how many seconds later it is cancelled.
IN_DIALOG = {
    "reading": (POSTERIZE, lambda dialog: None, [0.0, 0.2, 0.4, 0.7, 1.0, 1.5]),
    "automatic number": (POSTERIZE, choose_automatic, [0.0, 0.1, 0.2, 0.4]),
    "detail, smallest area": (POSTERIZE, zoom_with_area, [0.0, 0.3, 0.6, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0]),
    "detail, numbers": ("Paint by Numbers…", zoom_numbers, [0.5, 2.0, 4.0, 6.0, 9.0, 13.0]),
}


def cancel_in_dialog(label, begin, delay):
    """Seconds until the dialog is gone, and until the process has ended."""
    watch, dialog = open_dialog(label)
    name = dialog.get_name()
    # Before the clock runs: each question to a dialog that is reading takes a while.
    button = window.find(dialog, "button", lambda name: name == "Cancel")
    begin(dialog)
    time.sleep(delay)
    start = time.monotonic()
    window.click(button)
    while watch.ended is None and window.window_numbers(name):
        pass
    gone = time.monotonic() - start
    return gone, watch.wait() - start


def cancel_in_gimp(image, part, prepare=lambda dialog: None):
    """Cancels by the button beside GIMP's progress bar, once that has come so far: GIMP then ends the
    process. None if the work ends first."""
    watch, progress, _ = start_posterizing(prepare)
    while watch.ended is None and not any(value_of(bar) > part for bar in progress.bars):
        time.sleep(0.01)
    if watch.ended is not None:
        for layer in image.get_layers()[:-1]:
            image.remove_layer(layer)
        return None
    start = time.monotonic()
    window.click(progress.button)
    return None, watch.wait() - start


def main():
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    Gegl.init(None)
    image = make_image(task["width"], task["height"], task["precision"])
    Gimp.Display.new(image)
    results = {}
    for name, (label, begin, delays) in IN_DIALOG.items():
        results[name] = [cancel_in_dialog(label, begin, delay) for delay in delays]
    parts = (0.0, 0.2, 0.4, 0.6, 0.8, 0.95)
    results["GIMP"] = [cancel_in_gimp(image, part) for part in parts]
    results["GIMP, smallest area"] = [cancel_in_gimp(image, part, choose_area) for part in parts]
    layers = [layer.get_name() for layer in image.get_layers()]
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump({"seconds": results, "layers": layers}, file)


main()

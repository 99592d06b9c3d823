# SPDX-License-Identifier: GPL-3.0-or-later
"""Posterizes a very large image in a GIMP window (python-fu-eval), as a person does, and cancels it.

Measured are the memory of the plug-in's process, how often progress moves and how soon the process
has ended after Cancel. COLOR_CLUSTERS_TASK has the task as JSON: width, height, precision and the
file for the results.
"""

import json
import os
import random
import sys
import time
from pathlib import Path

import gi

gi.require_version("Gegl", "0.4")
gi.require_version("Gimp", "3.0")
from gi.repository import Gegl, Gimp, GLib  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "gimp" / "runner"))
import memory_watch  # noqa: E402
import window  # noqa: E402

STRIP = 250
MENU = ("Filters", "Color Clusters", "Posterize…")


def make_image(width, height, precision):
    """An image of noise in slow waves, so that it has as many distinct colors as can be."""
    value = next(v for v in Gimp.Precision.__enum_values__.values() if v.value_nick == precision)
    image = Gimp.Image.new_with_precision(width, height, Gimp.ImageBaseType.RGB, value)
    layer = Gimp.Layer.new(image, "noise", width, height, Gimp.ImageType.RGB_IMAGE, 100.0,
                           Gimp.LayerMode.NORMAL)
    image.insert_layer(layer, None, 0)
    buffer = layer.get_buffer()
    noise = random.Random(7).randbytes(width * STRIP * 3)
    waves = bytes(range(0, 256, 2)) + bytes(range(254, -1, -2))
    for top in range(0, height, STRIP):
        shift = waves[top // STRIP * 5 % 256]
        table = bytes((v // 4 + shift * 3 // 4) for v in range(256))
        start = top * 977 % len(noise)
        strip = (noise[start:] + noise[:start]).translate(table)
        buffer.set(Gegl.Rectangle.new(0, top, width, min(STRIP, height - top)), "R'G'B' u8",
                   strip[:width * min(STRIP, height - top) * 3])
    buffer.flush()
    layer.update(0, 0, width, height)
    image.clean_all()
    return image


class Watch(memory_watch.Watch):
    def wait(self, seconds=900):
        window.wait_for("the end of the process", lambda: self.ended is not None, seconds)
        return self.ended


def open_dialog():
    item = window.gimp_menu_item(*MENU)
    # GIMP is busy for a while with showing the image.
    window.wait_for("the command", lambda: window.is_enabled(item), 300)
    watch = Watch()
    window.click(item)
    return watch, window.wait_for("the dialog", lambda: window.find(
        window.applications().get(window.PLUG_IN), "dialog", bool), 300)


def value_of(bar):
    """0 … 1; also 0 when its window is too busy to say or has just gone."""
    try:
        return bar.get_value_iface().get_current_value()
    except (AttributeError, GLib.Error):
        return 0.0


def wait_for_reading(dialog):
    """Until the reading of the layer has begun, as the dialog's progress bar shows."""
    window.wait_for("progress in the dialog", lambda: value_of(
        window.find(dialog, "progress bar", lambda _: True)) > 0, 120)


def cancel_in_dialog():
    watch, dialog = open_dialog()
    # Before the clock runs: each question to a dialog that is reading takes a while.
    button = window.find(dialog, "button", lambda name: name == "Cancel")
    wait_for_reading(dialog)
    start = time.monotonic()
    window.click(button)
    return watch.wait() - start


def progress_values(watch, bars):
    """The different values of GIMP's progress bars until the process ends."""
    values = set()
    while watch.ended is None:
        for bar in bars:
            values.add(round(value_of(bar), 4))
        time.sleep(0.02)
    return len(values - {0.0})


def description_of_bar(dialog):
    """Empty as long as a busy dialog does not show it."""
    bar = window.find(dialog, "drawing area", lambda name: name == "Color bar")
    return (bar.get_description() or "") if bar is not None else ""


class GimpProgress:
    """The progress bar of GIMP's window and the button beside it, which are always there, if not
    always seen. To be found before the work begins: that takes as long as the work of seconds."""

    def __init__(self):
        gimp = window.applications().get("gimp")
        self.bars = window.find_all(gimp, "progress bar", is_seen=False)
        self.button = window.find(gimp, "button", lambda name: name == "Cancel")


def start_posterizing():
    """Returns when the dialog has the colors and the work has begun."""
    begin = time.monotonic()
    watch, dialog = open_dialog()
    opened = time.monotonic()
    window.wait_for("the first colors", lambda: "#" in description_of_bar(dialog), 600)
    read = time.monotonic()
    progress = GimpProgress()
    window.press(dialog, "Posterize")
    return watch, progress, {"open": opened - begin, "read": read - opened, "since": opened}


def cancel_in_gimp():
    """Cancels by the button beside GIMP's progress bar: GIMP then ends the process."""
    watch, progress, _ = start_posterizing()
    while watch.ended is None and not any(value_of(bar) > 0 for bar in progress.bars):
        time.sleep(0.01)
    if watch.ended is not None:
        return None  # It was too fast: the image is not large enough for this.
    start = time.monotonic()
    window.click(progress.button)
    return watch.wait() - start


def main():
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    Gegl.init(None)
    image = make_image(task["width"], task["height"], task["precision"])
    Gimp.Display.new(image)
    results = {"cancel_reading": cancel_in_dialog()}
    watch, progress, times = start_posterizing()
    begin = time.monotonic()
    results["updates"] = progress_values(watch, progress.bars)
    results["posterize"] = watch.wait() - begin
    results["read"] = times["read"]
    results["peak_mb"] = watch.peak(times["since"])
    results["layers"] = [layer.get_name() for layer in image.get_layers()]
    for layer in image.get_layers()[:-1]:
        image.remove_layer(layer)
    results["cancel_posterizing"] = cancel_in_gimp()
    results["layers_after_cancel"] = [layer.get_name() for layer in image.get_layers()]
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump(results, file)


main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""A very large image in a GIMP window, and the dialog that works on it as a person sees it."""

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
POSTERIZE = "Posterize by Clusters…"


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


def open_dialog(label=POSTERIZE):
    item = window.gimp_menu_item("Filters", "Color Clusters", label)
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


def wait_for_colors(dialog):
    window.wait_for("the first colors", lambda: "#" in description_of_bar(dialog), 600)


def start_posterizing(prepare=lambda dialog: None):
    """Returns when the dialog has the colors, is prepared, and the work has begun."""
    begin = time.monotonic()
    watch, dialog = open_dialog()
    opened = time.monotonic()
    wait_for_colors(dialog)
    read = time.monotonic()
    prepare(dialog)
    progress = GimpProgress()
    window.press(dialog, "Posterize")
    return watch, progress, {"open": opened - begin, "read": read - opened, "since": opened}

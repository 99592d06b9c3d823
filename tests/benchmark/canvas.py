# SPDX-License-Identifier: GPL-3.0-or-later
"""What a GIMP window shows of an image, seen from inside GIMP."""

import time

import gi

gi.require_version("Gdk", "3.0")
from gi.repository import Gdk  # noqa: E402

Gdk.init([])

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

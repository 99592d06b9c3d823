# SPDX-License-Identifier: GPL-3.0-or-later
"""What a GIMP window shows of an image, seen from inside GIMP."""

import os
import time
from pathlib import Path

import gi

gi.require_version("Gdk", "3.0")
from gi.repository import Gdk  # noqa: E402

Gdk.init([])

TIMEOUT = 60


def part_of_canvas():
    """What is seen in the middle of the screen. Not by another program, which would take a processor
    for itself."""
    return Gdk.pixbuf_get_from_window(Gdk.get_default_root_window(), 440, 360, 400, 300).get_pixels()


def busy_ticks():
    """How long GIMP, of which this process is a plug-in, has kept processors busy."""
    fields = Path(f"/proc/{os.getppid()}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def wait_until_gimp_rests():
    """It goes on to draw what is not seen of an image when all that is seen is there."""
    end = time.monotonic() + TIMEOUT
    before, now = None, busy_ticks()
    while before is None or now - before > 5:
        if time.monotonic() > end:
            raise RuntimeError("GIMP does not come to rest")
        time.sleep(1)
        before, now = now, busy_ticks()


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

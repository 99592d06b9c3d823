# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens when the plug-in or GIMP is killed in the middle of a run, and when palettes cannot be
written."""

import contextlib
import os
import random
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from gi.repository import Gimp

from harness import (BLUE, GREEN, PALETTE, POSTERIZE, RED, GimpTestCase, call, pixels, read, stripes,
                     write)
from processes import PLUG_IN, is_alive, wait_for_plug_in

KILLS = 50
# Some end before they are killed.
MOST_RUNS = 10 * KILLS
SEED = 2026


class Killer:
    """Kills the next run of the plug-in some seconds after it has begun."""

    def __init__(self, delay):
        self._delay = delay
        self._stop = threading.Event()
        self.began = None
        self.has_killed = False
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _run(self):
        pid = wait_for_plug_in(os.getppid(), self._stop)
        if pid is None:
            return
        self.began = time.monotonic()
        if self._delay is not None and not self._stop.wait(self._delay):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.has_killed = True


class Kills(GimpTestCase):
    def setUp(self):
        super().setUp()
        # What GIMP itself says of every plug-in that has ended too early.
        self.allow_in_log(rf"Plug-in crashed: \"{PLUG_IN}\"|plug-in \"{PLUG_IN}\".*crashed")
        self.allow_in_log(r"gimp_wire_read\(\): (unexpected EOF|error)")
        self.allow_in_log(r"gimp_plug_in_handle_tile_(get|put): ERROR")
        # … or before GIMP could tell it what to do.
        self.allow_in_log(r"plug_in_flush\(\): error: Broken pipe|gimp_plug_in_handle_proc_run: ERROR")
        self.allow_in_log(rf"Plug-in .*{PLUG_IN}.* left image undo in inconsistent state")

    def picture(self):
        width, height = 700, 500
        image = self.new_image(width, height)
        layer = self.new_layer(image, width, height, Gimp.ImageType.RGBA_IMAGE)
        data = bytearray(random.Random(SEED).randbytes(width * height * 4))
        write(layer, data, "R'G'B'A u8")
        image.clean_all()
        return image, layer

    def remove_results(self, image, layer):
        for other in image.get_layers():
            if other.get_id() != layer.get_id():
                image.remove_layer(other)
        image.clean_all()

    def test_killed_at_any_moment(self):
        image, layer = self.picture()
        before = read(layer, None)
        images = len(Gimp.get_images())
        moments = random.Random(SEED)
        # From the start of a run to its answer: the shortest of those that nothing stopped.
        seconds = float("inf")
        stopped = between = 0
        for number in range(MOST_RUNS):
            if stopped == KILLS:
                break
            delay = None if seconds == float("inf") else moments.uniform(0.0, 1.0) * seconds
            with Killer(delay) as killer:
                outcome = call(POSTERIZE, image, [layer], colors=8)
                ended = time.monotonic()
            names = [other.get_name() for other in image.get_layers()]
            with self.subTest(f"run {number}, killed after {delay} s"):
                self.assertEqual(read(layer, None), before)
                # GIMP marks an image as changed when an undo step begins, and can insert only one
                # layer at a time: a kill can hit the moment between.
                if not outcome.ok and image.is_dirty() and len(names) < 3:
                    self.assertEqual(names, ["layer – 8 colors", "layer"][-len(names):])
                    between += 1
                elif outcome.ok or len(names) > 1:
                    self.assertEqual(names, ["Color bar", "layer – 8 colors", "layer"])
                self.assertEqual(len(Gimp.get_images()), images)
                self.assertTrue(outcome.ok or killer.has_killed, outcome.message)
            if killer.began is not None and not killer.has_killed:
                seconds = min(seconds, ended - killer.began)
            stopped += not outcome.ok
            self.remove_results(image, layer)
        self.assertEqual(stopped, KILLS)
        self.assertLessEqual(between, 2)
        # GIMP goes on as if nothing had happened.
        outcome = self.posterize(image, layer, colors=8)
        self.assertEqual(len(set(pixels(outcome.posterized))), 8)
        self.assertEqual(len(image.get_layers()), 3)

    def test_no_palette_is_left_half_made(self):
        image, layer = self.picture()
        before = len(Gimp.palettes_get_list(""))
        with Killer(0.0) as killer:
            outcome = call(PALETTE, image, [layer], colors=8)
        self.assertTrue(killer.has_killed)
        self.assertFalse(outcome.ok)
        self.assertEqual(len(Gimp.palettes_get_list("")), before)
        colors, _, _ = self.extract(image, layer, colors=8)
        self.assertEqual(len(colors), 8)


# What the scripts of a second GIMP begin with.
WITH_A_LAYER = """
import sys; sys.path.insert(0, {tests!r})
from harness import *
Gegl.init(None)

def new_layer(width, height):
    image = Gimp.Image.new(width, height, Gimp.ImageBaseType.RGB)
    layer = Gimp.Layer.new(image, "layer", width, height, Gimp.ImageType.RGB_IMAGE, 100.0,
                           Gimp.LayerMode.NORMAL)
    image.insert_layer(layer, None, 0)
    return image, layer
"""

BUSY = WITH_A_LAYER + """
image, layer = new_layer(3000, 2000)
import random
write(layer, random.Random(1).randbytes(3000 * 2000 * 3))
while True:
    call(POSTERIZE, image, [layer], colors=256, color_bar=False)
"""

EXTRACT = WITH_A_LAYER + """
image, layer = new_layer(10, 10)
write(layer, stripes([(RED, 2), (BLUE, 5), (GREEN, 3)], 10))
outcome = call(PALETTE, image, [layer], colors=3, color_space="srgb", palette_name="Read-only")
with open({results!r}, "w") as file:
    print(outcome.ok, [srgb_bytes(c) for c in outcome.palette.get_colors()] if outcome.ok
          else outcome.message, file=file)
"""

KEY_AND_PALETTE = WITH_A_LAYER + """
image, layer = new_layer(100, 150)
write(layer, stripes([(RED, 50), (BLUE, 50), (GREEN, 50)], 100))
made = call(NUMBERS, image, [layer], colors=3, key="image")
assert made.values[2] is not None
images = len(Gimp.get_images())
outcome = call(NUMBERS, image, [layer], colors=3, key="image", create_palette=True)
with open({results!r}, "w") as file:
    print(outcome.ok, len(Gimp.get_images()) - images, len(image.get_layers()), outcome.message,
          file=file)
"""


class AnotherGimp(GimpTestCase):
    """With a second GIMP, which may come to harm."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory(prefix="color-clusters-faults-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def start(self, code, gimprc=""):
        profile = self.folder / "profile"
        profile.mkdir()
        (profile / "gimprc").write_text(gimprc, encoding="utf-8")
        program = os.readlink(f"/proc/{os.getppid()}/exe")
        code = code.format(tests=str(Path(__file__).parent / "runner"), results=str(self.folder / "results"))
        with open(self.folder / "log", "wb") as log:
            process = subprocess.Popen(
                [program, "--no-interface", "--no-data", "--no-fonts", "--batch-interpreter",
                 "python-fu-eval", "--batch", code, "--quit"],
                env=os.environ | {"GIMP3_DIRECTORY": str(profile)}, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        self.addCleanup(self.end, process)
        return process

    def end(self, process):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()

    def test_no_process_is_left_when_gimp_goes(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            with self.subTest(number.name):
                process = self.start(BUSY)
                giving_up = threading.Timer(120, lambda: process.kill())
                giving_up.start()
                pid = wait_for_plug_in(process.pid, threading.Event())
                time.sleep(0.5)
                giving_up.cancel()
                self.assertTrue(is_alive(pid))
                process.send_signal(number)
                process.wait(timeout=60)
                end = time.monotonic() + 60
                while is_alive(pid) and time.monotonic() < end:
                    time.sleep(0.05)
                self.assertFalse(is_alive(pid))
                (self.folder / "profile").rename(self.folder / number.name)

    def wait_for_results(self, process):
        results = self.folder / "results"
        end = time.monotonic() + 120
        while not (results.exists() and results.read_text().endswith("\n")):
            self.assertTrue(process.poll() is None and time.monotonic() < end,
                            (self.folder / "log").read_text(errors="replace"))
            time.sleep(0.05)
        return results.read_text(encoding="utf-8")

    def test_palette_is_saved_when_gimp_is_killed(self):
        process = self.start(EXTRACT + "import time; time.sleep(600)")
        self.assertIn("True", self.wait_for_results(process))
        process.kill()
        process.wait(timeout=60)
        text = (self.folder / "profile/palettes/Read-only.gpl").read_text(encoding="utf-8")
        lines = [" ".join(line.split()) for line in text.splitlines()]
        self.assertIn("Name: Read-only", lines)
        self.assertEqual(lines[-3:], ["41 128 185 #2980b9 · 50.0 %", "39 174 96 #27ae60 · 30.0 %",
                                      "192 57 43 #c0392b · 20.0 %"])

    def test_palettes_that_cannot_be_written(self):
        # Nobody can make files there, not even root. GIMP crashes when it is asked for a new palette.
        process = self.start(EXTRACT, '(palette-path "/proc/tty")\n'
                                      '(palette-path-writable "/proc/tty")\n')
        process.wait(timeout=120)
        results = self.folder / "results"
        self.assertTrue(results.exists(), (self.folder / "log").read_text(errors="replace"))
        result = results.read_text(encoding="utf-8")
        self.assertIn("False GIMP could not make a new palette. Check that your palette folder can be "
                      "written to", result)
        self.assertEqual(process.returncode, 0)

    def test_nothing_stays_where_the_palette_cannot_be_written(self):
        process = self.start(KEY_AND_PALETTE, '(palette-path "/proc/tty")\n'
                                              '(palette-path-writable "/proc/tty")\n')
        self.assertIn("False 0 2 GIMP could not make a new palette", self.wait_for_results(process))
        process.wait(timeout=60)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests share. Runs inside GIMP's Python interpreter; run.py starts it."""

import importlib
import os
import traceback
import unittest

import gi

gi.require_version("Babl", "0.1")
gi.require_version("Gegl", "0.4")
gi.require_version("Gimp", "3.0")
from gi.repository import Babl, Gegl, Gimp, GLib, GObject  # noqa: E402

PALETTE = "plug-in-color-clusters-palette"
POSTERIZE = "plug-in-color-clusters-posterize"
SEPARATE = "plug-in-color-clusters-separate"
NUMBERS = "plug-in-color-clusters-paint-by-numbers"
OPERATION = "color-clusters:posterize"

RED = (192, 57, 43)
BLUE = (41, 128, 185)
GREEN = (39, 174, 96)
WHITE = (255, 255, 255)
BLACK = (0, 0, 0)

# Whether GIMP has the operation of the live filter.
HAS_OPERATION = "COLOR_CLUSTERS_OPERATION" in os.environ


class Outcome:
    """What a procedure call came to."""

    def __init__(self, values):
        # Some of the values are only borrowed from it.
        self._all = values
        self.status = values.index(0)
        self.values = [values.index(i) for i in range(1, values.length())]
        self.message = ""
        if self.status != Gimp.PDBStatusType.SUCCESS and self.values:
            self.message = str(self.values[0])

    @property
    def ok(self):
        return self.status == Gimp.PDBStatusType.SUCCESS

    @property
    def shares(self):
        # In GIMP 3.0, PyGObject returns a double array as a boxed value that it cannot unpack.
        boxed = next(value for value in self.values if isinstance(value, GObject.GBoxed))
        value = GObject.Value(GObject.GType.from_name("GimpDoubleArray"), boxed)
        return list(Gimp.value_get_double_array(value))

    @property
    def palette(self):
        return self.values[0]

    @property
    def posterized(self):
        return self.values[0]

    @property
    def posterized_layers(self):
        return list(self._all.get_core_object_array(5))

    @property
    def color_bar(self):
        return self.values[1]


def call(procedure, image, drawables, run_mode=Gimp.RunMode.NONINTERACTIVE, **arguments):
    """Calls a procedure; `color_space="oklab"` sets the argument `color-space`."""
    config = Gimp.get_pdb().lookup_procedure(procedure).create_config()
    config.set_property("run-mode", run_mode)
    config.set_property("image", image)
    config.set_core_object_array("drawables", drawables)
    for name, value in arguments.items():
        config.set_property(name.replace("_", "-"), value)
    return Outcome(Gimp.get_pdb().lookup_procedure(procedure).run(config))


def rectangle(x, y, width, height):
    return Gegl.Rectangle.new(x, y, width, height)


def add_filter(layer, **properties):
    """Appends the live filter; `color_space="oklab"` sets its property `color-space`."""
    added = Gimp.DrawableFilter.new(layer, OPERATION, "")
    for name, value in properties.items():
        added.get_config().set_property(name.replace("_", "-"), value)
    layer.append_filter(added)
    return added


def write(drawable, data, pixel_format="R'G'B' u8", area=None):
    """Writes packed pixels into a drawable (or a part of it)."""
    area = area or rectangle(0, 0, drawable.get_width(), drawable.get_height())
    buffer = drawable.get_buffer()
    buffer.set(area, pixel_format, bytes(data))
    buffer.flush()
    drawable.update(area.x, area.y, area.width, area.height)


def read(drawable, pixel_format="R'G'B' u8", area=None):
    """Packed pixels of a drawable; with the format None, its own bytes."""
    area = area or rectangle(0, 0, drawable.get_width(), drawable.get_height())
    return bytes(drawable.get_buffer().get(area, 1.0, pixel_format, Gegl.AbyssPolicy.NONE))


def pixels(drawable, pixel_format="R'G'B' u8", channels=3, area=None):
    """The pixels as tuples, row by row."""
    data = read(drawable, pixel_format, area)
    return [tuple(data[i:i + channels]) for i in range(0, len(data), channels)]


def gegl_color(components, pixel_format="R'G'B' u8"):
    color = Gegl.Color.new("black")
    color.set_bytes(Babl.format(pixel_format), GLib.Bytes.new(bytes(components)))
    return color


def srgb_bytes(color):
    """A GeglColor in 8-bit sRGB."""
    return tuple(color.get_bytes(Babl.format("R'G'B' u8")).get_data())


def stripes(parts, width):
    """Packed pixels of rows in one color each: [(color, rows), …]."""
    return b"".join(bytes(color) * (width * rows) for color, rows in parts)


def segments(row):
    """Runs of equal colors in a row: [(color, width), …]."""
    runs = []
    for color in row:
        if runs and runs[-1][0] == color:
            runs[-1][1] += 1
        else:
            runs.append([color, 1])
    return [tuple(run) for run in runs]


class GimpTestCase(unittest.TestCase):
    """Keeps track of the images of a test and deletes them."""

    def setUp(self):
        self._images = []

    def tearDown(self):
        for image in self._images:
            if image.is_valid():
                image.delete()

    def new_image(self, width, height, base=Gimp.ImageBaseType.RGB,
                  precision=Gimp.Precision.U8_NON_LINEAR):
        image = Gimp.Image.new_with_precision(width, height, base, precision)
        self._images.append(image)
        return image

    def new_layer(self, image, width, height, kind=Gimp.ImageType.RGB_IMAGE, name="layer",
                  parent=None):
        layer = Gimp.Layer.new(image, name, width, height, kind, 100.0, Gimp.LayerMode.NORMAL)
        image.insert_layer(layer, parent, 0)
        return layer

    def new_palette(self, colors, name="Given", pixel_format="R'G'B' u8", names=()):
        """A palette; entries without names are called as GIMP calls them."""
        palette = Gimp.Palette.new(name)
        self.addCleanup(palette.delete)
        for i, color in enumerate(colors):
            palette.add_entry(names[i] if i < len(names) else "Untitled",
                              gegl_color(color, pixel_format))
        return palette

    def striped(self, parts, width=10, kind=Gimp.ImageType.RGB_IMAGE, pixel_format="R'G'B' u8",
                precision=Gimp.Precision.U8_NON_LINEAR, base=Gimp.ImageBaseType.RGB):
        """An image with one layer of horizontal stripes: [(color, rows), …]."""
        height = sum(rows for _, rows in parts)
        image = self.new_image(width, height, base, precision)
        layer = self.new_layer(image, width, height, kind)
        write(layer, stripes(parts, width), pixel_format)
        return image, layer

    def extract(self, image, drawables, **arguments):
        """Runs the palette procedure, which must succeed; returns colors, shares and palette.

        In sRGB unless asked otherwise: there the right answers are plain means."""
        arguments.setdefault("color_space", "srgb")
        if not isinstance(drawables, list):
            drawables = [drawables]
        outcome = call(PALETTE, image, drawables, **arguments)
        self.assertTrue(outcome.ok, outcome.message)
        colors = [srgb_bytes(color) for color in outcome.palette.get_colors()]
        self.assertEqual(len(colors), len(outcome.shares))
        self.assertAlmostEqual(sum(outcome.shares), 1.0, places=9)
        self.addCleanup(outcome.palette.delete)
        return colors, outcome.shares, outcome.palette

    def posterize(self, image, drawables, **arguments):
        """Runs the posterize procedure, which must succeed; in sRGB unless asked otherwise."""
        arguments.setdefault("color_space", "srgb")
        if not isinstance(drawables, list):
            drawables = [drawables]
        outcome = call(POSTERIZE, image, drawables, **arguments)
        self.assertTrue(outcome.ok, outcome.message)
        return outcome

    def expect_in_log(self, text):
        """What GIMP or a plug-in prints is only known at the end: run.py looks for it then."""
        Reporter.current.line("expect", text)

    def refuse_in_log(self, text):
        """The opposite: no test of the same module may make anything print it."""
        Reporter.current.line("refuse", text)

    def allow_in_log(self, pattern):
        """A test that makes GIMP complain says about what; run.py lets lines pass that match."""
        Reporter.current.line("allow", pattern)

    def assert_shares(self, actual, expected, places=6):
        self.assertEqual(len(actual), len(expected))
        for a, b in zip(actual, expected):
            self.assertAlmostEqual(a, b, places=places)

    def assert_near(self, actual, expected, delta=1):
        """Compares colors channel by channel."""
        self.assertEqual(len(actual), len(expected))
        for a, b in zip(actual, expected):
            self.assertLessEqual(abs(a - b), delta, f"{actual} is not near {expected}")


def name_of(test):
    return test.id().split(".", 1)[-1]


class Reporter(unittest.TestResult):
    """Writes a line for each test at once, so that nothing is lost in a crash."""

    current = None

    def __init__(self, stream):
        super().__init__()
        self._stream = stream
        Reporter.current = self

    def line(self, kind, text):
        for part in text.splitlines():
            self._stream.write(f"{kind} {part}\n")
        self._stream.flush()

    def addSuccess(self, test):
        super().addSuccess(test)
        self.line("ok", name_of(test))

    def addError(self, test, err):
        super().addError(test, err)
        self._failed(test, err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._failed(test, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self._failed(subtest, err)

    def _failed(self, test, err):
        self.line("failed", name_of(test))
        self.line("comment", "".join(traceback.format_exception(*err)))


def tests_of(suite):
    """All tests in a suite, whatever they are grouped in."""
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from tests_of(part)
        else:
            yield part


def run(module_name, results, done=(), only=""):
    """Runs the tests of a module that have `only` in their names, but for those that are done, and
    writes the results into a file."""
    Gegl.init(None)
    with open(results, "w", encoding="utf-8") as stream:
        reporter = Reporter(stream)
        try:
            module = importlib.import_module(module_name)
            suite = unittest.TestSuite(
                test for test in tests_of(unittest.defaultTestLoader.loadTestsFromModule(module))
                if name_of(test) not in done and only in name_of(test))
            reporter.line("plan", str(suite.countTestCases()))
            suite.run(reporter)
            reporter.line("done", str(reporter.testsRun))
        except BaseException:  # Whatever it is, the report must have it.
            reporter.line("failed", f"{module_name} could be loaded")
            reporter.line("comment", traceback.format_exc())

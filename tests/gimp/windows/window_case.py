# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests in a GIMP window share: an image with a window of its own, mouse, keys and screen."""

import os
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import gi
import numpy as np

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gimp  # noqa: E402

import window  # noqa: E402
from window import xdotool  # noqa: E402
from harness import BLUE, GREEN, RED, GimpTestCase, rectangle  # noqa: E402

POSTERIZE_LABEL = "Posterize by Clusters…"
PALETTE_LABEL = "Extract Palette…"
COLORS = [(RED, 20), (BLUE, 50), (GREEN, 30), ((1, 2, 3), 10), ((250, 240, 230), 5)]


class WindowTestCase(GimpTestCase):
    """Works on one image with a window of its own, so that menus refer to it."""

    def setUp(self):
        super().setUp()
        self.image, self.layer = self.striped(COLORS, width=100)
        self.display = Gimp.Display.new(self.image)
        self.image.clean_all()

    def tearDown(self):
        window.cancel_dialog()  # of a test that failed
        window.close_messages()
        self.display.delete()
        super().tearDown()

    def names(self):
        return [layer.get_name() for layer in self.image.get_layers()]

    def open(self, label):
        """Opens a dialog; it has not the values of an earlier test."""
        window.click(window.gimp_menu_item("Filters", "Color Clusters", label))
        dialog = window.dialog()
        window.reset(dialog)
        return dialog

    def open_and_read(self, label):
        """Opens a dialog as it was left by an earlier test, and returns while it reads the image, of
        which it has made a copy by then."""
        images = len(Gimp.get_images())
        window.click(window.gimp_menu_item("Filters", "Color Clusters", label))
        dialog = window.dialog()
        window.wait_for("its copy of the image", lambda: len(Gimp.get_images()) > images)
        return dialog

    def assert_help_is_opened_at(self, place):
        browsed = Path(os.environ["COLOR_CLUSTERS_BROWSED"])

        def address():
            text = browsed.read_text(encoding="utf-8") if browsed.exists() else ""
            return text if text.endswith("\n") else None
        uri = urlsplit(window.wait_for("the help page", address).strip())
        browsed.unlink()
        self.assertEqual(uri.scheme, "file")
        self.assertEqual(uri.fragment, place)
        page = Path(unquote(uri.path)).read_text(encoding="utf-8")
        self.assertIn(f'id="{place}"', page)

    def open_with(self, colors, label=POSTERIZE_LABEL):
        """Opens a dialog and waits for that many colors."""
        dialog = self.open(label)
        window.set_number(dialog, colors)
        self.rows(dialog, colors)
        return dialog

    def rows(self, dialog, count):
        """The rows of the list, as soon as there are so many."""
        return window.wait_for(f"{count} swatches", lambda: (
            lambda rows: rows if len(rows) == count else None)(window.swatches(dialog)))

    def create_palette(self, dialog, name):
        """Confirms the dialog of Extract Palette with that name; returns the palette."""
        window.set_text(dialog, name)
        window.press(dialog, "Create Palette")
        window.dialog_closed()
        return Gimp.Palette.get_by_name(name)

    def choose_color(self, html_notation):
        """Chooses a color in GIMP's dialog, which is open."""
        chooser = window.dialog("Choose a Color")
        # Its only text is the HTML notation.
        html = window.wait_for("the HTML notation", lambda: window.find(
            chooser, "text", lambda _: True))
        window.focus(html)
        html.get_editable_text_iface().set_text_contents(html_notation)
        # It is taken over when the focus leaves.
        window.focus(window.find(chooser, "button", lambda name: name == "OK"))
        window.press(chooser, "OK")

    def drawing(self, dialog, name):
        return window.find(dialog, "drawing area", lambda text: text == name)

    def cancel(self, dialog):
        window.press(dialog, "Cancel")
        window.dialog_closed()

    def label(self, dialog, what, matches):
        return window.wait_for(what, lambda: window.find(dialog, "label", matches))


def place_of(node):
    return node.get_component_iface().get_extents(Atspi.CoordType.SCREEN)


def has_state(node, state):
    return node.get_state_set().contains(state)


def move_mouse(node, x=0.5, y=0.5):
    xdotool("mousemove", *point_of(node, x, y))


def geometry_of(number):
    """Where a window lies on the screen: x, y, width, height."""
    values = dict(line.split("=")
                  for line in xdotool("getwindowgeometry", "--shell", number).split())
    return [int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")]


def point_of(node, x, y):
    """A place of a control on the screen: as a part of its size, or in whole pixels from its upper left
    corner."""
    area = place_of(node)
    return (area.x + (round(x * area.width) if isinstance(x, float) else x),
            area.y + (round(y * area.height) if isinstance(y, float) else y))


def click_at(node, x, y, times=1):
    xdotool("mousemove", *point_of(node, x, y), "click", "--repeat", times, "--delay", 20, 1)


def hold_and_move(node, *places):
    """Moves the mouse from place to place with its button pressed."""
    first, *others = (point_of(node, *place) for place in places)
    moves = [word for place in others for word in ("mousemove", "--sync", *place)]
    xdotool("mousemove", "--sync", *first, "mousedown", 1, *moves, "mouseup", 1)


def press_keys(*keys):
    xdotool("key", *keys)


def color_at(node, x, y):
    """RGB of a pixel of a control as it is on the screen."""
    area = rectangle(*point_of(node, x, y), 1, 1)
    return screen(area)[0]


def screen(area):
    """What is seen there: RGB, row by row."""
    data = screen_bytes("-crop", f"{area.width}x{area.height}+{area.x}+{area.y}")
    return [tuple(data[i:i + 3]) for i in range(0, len(data), 3)]


def whole_screen():
    """What is seen: an array of rows × columns × RGB."""
    width, height = map(int, xdotool("getdisplaygeometry").split())
    return np.frombuffer(screen_bytes(), np.uint8).reshape(height, width, 3)


def screen_bytes(*options):
    return subprocess.run(["import", "-window", "root", *options, "-depth", "8", "rgb:-"],
                          check=True, capture_output=True, timeout=20).stdout

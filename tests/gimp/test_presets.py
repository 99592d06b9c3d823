# SPDX-License-Identifier: GPL-3.0-or-later
"""The presets that come with the commands, without a window: each is what its command understands, and
works at the resolutions that pictures have."""

import re
from pathlib import Path

from gi.repository import Gimp

from harness import NUMBERS, PALETTE, POSTERIZE, SEPARATE, GimpTestCase, call, pixels, write
from shipped_presets import palette_file, shipped_presets

HELP = Path(__file__).resolve().parents[2] / "data" / "help" / "en" / "page.md"
SIDE = 160
UNITS = {"millimeters": Gimp.Unit.mm}


def shades(x, y):
    """Fields of 40 pixels in colors of their own, each with soft shades."""
    field = x // 40 + 4 * (y // 40)
    shade = (x % 40 + y % 40) // 4
    return (field * 16 + shade // 2, (field * 80) % 256, 255 - (field * 48) % 256)


class ShippedPresets(GimpTestCase):
    def setUp(self):
        super().setUp()
        self.image = self.new_image(SIDE, SIDE)
        self.layer = self.new_layer(self.image, SIDE, SIDE)
        write(self.layer, bytes(part for y in range(SIDE) for x in range(SIDE)
                                for part in shades(x, y)))

    def arguments(self, preset):
        """What a script gives the command to say the same."""
        config = Gimp.get_pdb().lookup_procedure(preset.command).create_config()
        arguments = {}
        for name, value in preset.settings.items():
            known = config.find_property(name)
            self.assertIsNotNone(known, f"{preset.command} has no argument {name}")
            if name == "unit":
                value = UNITS[value]()
            elif known.value_type.name == "gint":
                self.assertEqual(value, int(value))
                value = int(value)
            config.set_property(name, value)
            # GIMP moves what is out of range to the nearest that is not.
            self.assertEqual(config.get_property(name), value, name)
            arguments[name] = value
        if preset.palette:
            name, colors = palette_file(preset.palette)
            arguments["palette"] = self.new_palette(colors, name)
        return arguments

    def test_each_command_has_some_with_names_of_their_own(self):
        presets = shipped_presets()
        self.assertEqual({preset.command for preset in presets},
                         {PALETTE, POSTERIZE, SEPARATE, NUMBERS})
        names = [(preset.command, preset.name) for preset in presets]
        self.assertEqual(len(set(names)), len(names))
        self.assertTrue({"T-shirt, 4 inks", "Riso, 2 inks", "Canvas, 24 paints", "Game Boy"}
                        <= {preset.name for preset in presets})
        for preset in presets:
            # In a menu there is room for so much.
            self.assertTrue(10 < len(preset.line) < 70, preset.line)

    def test_all_of_the_text_is_read(self):
        for preset in shipped_presets():
            with self.subTest(preset.name):
                self.assertEqual(preset.values.count("("), len(preset.settings))

    def test_each_works_from_screen_to_print_resolution(self):
        for preset in shipped_presets():
            arguments = self.arguments(preset)
            for resolution in (72, 300, 600):
                with self.subTest(preset.name, resolution=resolution):
                    self.image.set_resolution(resolution, resolution)
                    outcome = call(preset.command, self.image, [self.layer], **arguments)
                    self.assertTrue(outcome.ok, outcome.message)
                    if preset.command == PALETTE:
                        outcome.palette.delete()

    def test_the_colors_in_a_name_are_those_that_are_made(self):
        for preset in shipped_presets():
            count = re.search(r", (\d+) (colors|inks|paints)", preset.name)
            if count is not None:
                self.assertEqual(preset.settings["colors"], int(count[1]), preset.name)

    def test_game_boy_has_its_four_greens(self):
        preset = next(preset for preset in shipped_presets() if preset.name == "Game Boy")
        greens = [(0x0f, 0x38, 0x0f), (0x30, 0x62, 0x30), (0x8b, 0xac, 0x0f), (0x9b, 0xbc, 0x0f)]
        self.assertEqual(palette_file(preset.palette), ("Game Boy", greens))
        outcome = call(POSTERIZE, self.image, [self.layer], **self.arguments(preset))
        self.assertTrue(outcome.ok, outcome.message)
        self.assertEqual(set(pixels(outcome.posterized)), set(greens))

    def test_the_manual_lists_them_all(self):
        text = HELP.read_text(encoding="utf-8")
        for preset in shipped_presets():
            self.assertIn(f"| {preset.name} |", text)

# SPDX-License-Identifier: GPL-3.0-or-later
"""The dialog of Separate Inks: films and print in the preview, lengths with units, films made again."""

import window
from harness import BLACK, BLUE, WHITE, pixels, read
from window_case import WindowTestCase, color_at, move_mouse

COMMAND = "Separate Inks…"


class SeparateDialog(WindowTestCase):
    """Stripes of red, blue, green, nearly black and nearly white, 20, 50, 30, 10 and 5 rows high."""

    def setUp(self):
        super().setUp()
        self.image.set_resolution(254, 254)  # A pixel is a tenth of a millimeter.
        self.image.clean_all()

    def set_length(self, dialog, label, value):
        spin = window.control(dialog, "spin button", label)
        spin.get_value_iface().set_current_value(value)
        return spin

    def separate(self, dialog):
        window.press(dialog, "Separate")
        window.dialog_closed()

    def films(self):
        group = next(layer for layer in self.image.get_layers() if layer.is_group_layer())
        return {film.get_name(): film for film in group.get_children()}

    def turn_off(self, dialog, *labels):
        window.open_more(dialog, "Films")
        for label in labels:
            window.click(window.control(dialog, "check box", label))

    def open_with(self, colors, label=COMMAND):
        dialog = self.open(label)
        window.set_number(dialog, colors)
        return dialog

    def separate_with(self, colors, label, millimeters):
        """Makes films with nothing around them, and with that length."""
        dialog = self.open_with(colors)
        # The paper is one of the rows.
        self.rows(dialog, colors + 1)
        self.turn_off(dialog, "Registration marks", "Ink labels")
        window.show_page(dialog, "Areas")
        window.choose_unit(dialog, label, "mm")
        self.set_length(dialog, label, millimeters)
        self.separate(dialog)

    def test_films_with_a_trap_in_millimeters_and_undo(self):
        self.separate_with(4, "Trap", 0.3)
        self.assertEqual(self.names(), ["Proof", "layer – 4 films", "layer"])
        films = self.films()
        self.assertEqual([set(pixels(film)) for film in films.values()], [{BLACK, WHITE}] * 4)
        blue = next(film for name, film in films.items() if "#2980b9" in name)
        green = next(film for name, film in films.items() if "#27ae60" in name)
        rows = {name: read(film).count(0) // 300 for name, film in (("blue", blue), ("green", green))}
        # Green is lighter than blue and the nearly black: three rows more at both sides.
        self.assertEqual(rows, {"blue": 50 + 3, "green": 30 + 6})
        window.click(window.gimp_menu_item("Edit", "Undo"))
        window.wait_for("undo", lambda: self.names() == ["layer"])
        self.assertEqual((self.image.get_width(), self.image.get_height()), (100, 115))

    def test_undo_takes_the_margin_back(self):
        dialog = self.open_with(2)
        self.rows(dialog, 3)
        self.turn_off(dialog, "Ink labels")
        self.separate(dialog)
        self.assertGreater(self.image.get_width(), 200)
        window.click(window.gimp_menu_item("Edit", "Undo"))
        window.wait_for("undo", lambda: self.names() == ["layer"])
        self.assertEqual((self.image.get_width(), self.image.get_height()), (100, 115))
        self.assertEqual(tuple(self.layer.get_offsets())[1:], (0, 0))
        self.assertTrue(self.layer.get_visible())

    def test_film_in_the_preview(self):
        dialog = self.open_with(4)
        self.rows(dialog, 5)
        picture = self.drawing(dialog, "Preview")
        films = window.find(dialog, "combo box", lambda name: name == "Film")
        # In the middle of the blue stripe.
        place = (0.5, 0.40)
        window.wait_for("the print", lambda: color_at(picture, *place) == BLUE)
        names = [item.get_name() for item in window.find_all(films, "menu item", is_seen=False)]
        self.assertEqual(names[0], "Proof")
        self.assertEqual(names[-1], "Paper")
        blue = next(i for i, name in enumerate(names) if "#2980b9" in name)
        films.get_selection_iface().select_child(blue)
        window.wait_for("the film", lambda: color_at(picture, *place) == BLACK)
        red = next(i for i, name in enumerate(names) if "#c0392b" in name)
        films.get_selection_iface().select_child(red)
        window.wait_for("another film", lambda: color_at(picture, *place) == WHITE)
        # While another ink is pointed at, its film is seen.
        row = next(row for row in window.swatches(dialog) if "#2980b9" in row.get_name())
        move_mouse(row)
        window.wait_for("the film of the ink", lambda: color_at(picture, *place) == BLACK)
        self.cancel(dialog)

    def test_halftone_and_areas_exclude_each_other(self):
        dialog = self.open_with(3)
        self.rows(dialog, 4)
        window.open_more(dialog, "Areas")
        area = window.control(dialog, "spin button", "Smallest area")
        self.assertTrue(window.is_enabled(area))
        window.choose(dialog, "Halftone", 1, "Round dots")
        window.wait_for("Smallest area disabled", lambda: not window.is_enabled(area))
        window.show_page(dialog, "Halftone")
        lines = window.control(dialog, "spin button", "Lines per inch")
        window.wait_for("Lines per inch", lambda: window.is_enabled(lines))
        lines.get_value_iface().set_current_value(300)
        self.label(dialog, "the reason", lambda text: "no room for 300 lines" in text)
        ok = window.find(dialog, "button", lambda name: name == "Separate")
        window.wait_for("Separate disabled", lambda: not window.is_enabled(ok))
        lines.get_value_iface().set_current_value(50)
        window.wait_for("Separate enabled", lambda: window.is_enabled(ok))
        self.cancel(dialog)

    def test_shares_of_a_halftone_are_those_of_the_films(self):
        dialog = self.open_with(2)
        self.rows(dialog, 3)
        before = [row.get_name() for row in window.swatches(dialog)]
        self.turn_off(dialog, "Registration marks", "Ink labels")
        window.choose(dialog, "Halftone", 1, "Round dots")

        def told():
            """Color and share in percent of each row."""
            return [row.get_name().replace("\u2068", "").replace("\u2069", "")
                    for row in window.swatches(dialog)]
        window.wait_for("other shares", lambda: told() and told() != before)
        rows = [text.replace(", ", " · ") for text in told()]
        self.separate(dialog)
        films = [name.partition(" ")[2] for name in self.films()]
        self.assertEqual(films, rows[:2])

    def test_films_are_edited_with_their_settings(self):
        self.separate_with(3, "Choke", 0.2)
        self.image.set_selected_layers([self.image.get_layers()[1]])
        window.click(window.gimp_menu_item("Filters", "Color Clusters", COMMAND))
        dialog = window.dialog()
        self.assertEqual(dialog.get_name(), "Edit Films")
        window.wait_for("the number of inks", lambda: window.number(dialog) == 3)
        window.open_more(dialog, "Areas")
        choke = window.control(dialog, "spin button", "Choke")
        self.assertAlmostEqual(choke.get_value_iface().get_current_value(), 0.2)
        window.set_number(dialog, 2)
        self.rows(dialog, 3)
        self.separate(dialog)
        self.assertEqual(self.names(), ["Proof", "layer – 2 films", "layer"])

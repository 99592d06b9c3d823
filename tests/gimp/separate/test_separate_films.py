# SPDX-License-Identifier: GPL-3.0-or-later
"""Halftones, what is around the films, the proof, and films that are made again."""

import os
from pathlib import Path

from gi.repository import Gimp, Gio

from harness import (BLACK, BLUE, POSTERIZE, RED, SEPARATE, WHITE, call, gegl_color, pixels, read,
                     rectangle, write)
from separate_case import YELLOW, Separate


def to_linear(byte):
    value = byte / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def to_byte(linear):
    value = linear * 12.92 if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * value)


class Halftones(Separate):
    SIDE = 240

    def flat(self, color, side=SIDE):
        image = self.new_image(side, side)
        image.set_resolution(300, 300)
        layer = self.new_layer(image, side, side)
        write(layer, bytes(color) * (side * side))
        return image, layer

    def printed(self, outcome, part):
        prints = self.prints(outcome, part)
        return sum(prints) / len(prints)

    def test_amounts_come_back_as_the_mean_of_an_area(self):
        # Of black on white paper, a gray has as much as it takes of the light.
        palette = self.new_palette([BLACK])
        for gray in (30, 128, 200, 250):
            for shape in ("round", "ellipse", "line"):
                with self.subTest(f"{gray} {shape}"):
                    image, layer = self.flat((gray,) * 3)
                    outcome = self.separate(image, layer, palette=palette, halftone=shape)
                    self.assertAlmostEqual(self.printed(outcome, "#000000"), 1 - to_linear(gray),
                                           delta=1 / 255)

    def test_tones_between_two_inks_and_paper(self):
        # Three tenths red, a fifth blue and half white, in linear light.
        red, blue = (255, 0, 0), (0, 0, 255)
        mixed = [to_byte(value) for value in (0.8, 0.5, 0.7)]
        image, layer = self.flat(mixed)
        outcome = self.separate(image, layer, palette=self.new_palette([red, blue]), halftone="round")
        self.assertAlmostEqual(self.printed(outcome, "#ff0000"), 0.3, delta=1 / 255)
        self.assertAlmostEqual(self.printed(outcome, "#0000ff"), 0.2, delta=1 / 255)
        # So say the shares, of which the rest is the paper's.
        self.assert_shares(sorted(outcome.shares), [0.2, 0.3], places=2)

    def test_ink_and_paper_are_solid(self):
        image, layer = self.striped([(RED, 30), (WHITE, 30)], width=60)
        outcome = self.separate(image, layer, colors=1, halftone="round")
        self.assertEqual(self.prints(outcome, "#c0392b"), [1] * 1800 + [0] * 1800)

    def test_lines_per_inch_and_angle(self):
        palette = self.new_palette([BLACK])
        side = 300  # an inch
        # Lines lie across the picture, turned by 90 degrees up and down it.
        for lpi, angle, across in ((30.0, 0.0, True), (20.0, 90.0, False), (15.0, 0.0, True)):
            image, layer = self.flat((188,) * 3, side)
            outcome = self.separate(image, layer, palette=palette, halftone="line", lpi=lpi,
                                    first_angle=angle)
            prints = self.prints(outcome, "#000000")
            black = [sum(prints[i * side:(i + 1) * side] if across else prints[i::side])
                     for i in range(side)]
            lines = sum(a <= side / 2 < b for a, b in zip(black, black[1:]))
            self.assertLessEqual(abs(lines - lpi), 1, f"{lpi} {angle}")

    def test_each_ink_has_an_angle_of_its_own(self):
        image, layer = self.flat([to_byte(value) for value in (0.75, 0.5, 0.75)])
        palette = self.new_palette([(255, 0, 0), (0, 0, 255)])

        def films(**arguments):
            outcome = self.separate(image, layer, palette=palette, halftone="line", order="palette",
                                    **arguments)
            return [self.prints(outcome, part) for part in ("#ff0000", "#0000ff")]
        first, second = films(first_angle=10.0)
        # A quarter of each ink is in both: the same angle makes the same film.
        same = films(angles="10 10")
        self.assertEqual(same[0], first)
        self.assertEqual(same[1], first)
        self.assertNotEqual(second, first)
        self.assertEqual(films(angles="10 32.5")[1], second)
        self.assertEqual(films(angles="10")[1], second)

    def test_resolution_of_the_image_counts(self):
        palette = self.new_palette([BLACK])
        films = []
        for resolution, lpi in ((300, 30.0), (150, 15.0), (150, 30.0)):
            image, layer = self.flat((188,) * 3, 60)
            image.set_resolution(resolution, resolution)
            outcome = self.separate(image, layer, palette=palette, halftone="round", lpi=lpi)
            films.append(self.prints(outcome, "#000000"))
        self.assertEqual(films[0], films[1])
        self.assertNotEqual(films[0], films[2])

    def test_partly_transparent_and_unselected_pixels(self):
        image = self.new_image(120, 120)
        layer = self.new_layer(image, 120, 120, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes((*BLACK, 64)) * 14400, "R'G'B'A u8")
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 120, 60)
        outcome = self.separate(image, layer, palette=self.new_palette([BLACK]), halftone="round")
        prints = self.prints(outcome, "#000000")
        self.assertAlmostEqual(sum(prints[:7200]) / 7200, 64 / 255, delta=2 / 255)
        self.assertEqual(sum(prints[7200:]), 0)

    def test_underbase_is_under_all_dots(self):
        image, layer = self.flat([to_byte(value) for value in (0.3, 0.0, 0.4)], 120)
        palette = self.new_palette([(255, 0, 0), (0, 0, 255)])
        outcome = self.separate(image, layer, palette=palette, halftone="round", paper="black",
                                underbase=True)
        red, blue, white = (self.prints(outcome, part) for part in ("#ff0000", "#0000ff", "Underbase"))
        self.assertEqual(white, [a | b for a, b in zip(red, blue)])

    def test_what_has_no_meaning_is_refused(self):
        image, layer = self.flat((128,) * 3, 60)
        for name, value in (("smallest_area", 20), ("smooth_edges", 1), ("minimum_width", 2.0)):
            self.refused(image, layer, "no areas to tidy", halftone="round", **{name: value})
        for name in ("trap", "choke"):
            self.refused(image, layer, "a halftone’s dots", halftone="round", **{name: 1.0})
        self.refused(image, layer, "“x” is not an angle", halftone="round", angles="15 x")
        image.set_resolution(72, 72)
        self.refused(image, layer, "72 pixels per inch has no room for 100 lines", halftone="round",
                     lpi=100.0)

    def test_without_a_halftone_its_options_have_no_effect(self):
        image, layer = self.striped([(RED, 5), (WHITE, 5)])
        first = self.separate(image, layer, colors=1)
        second = self.separate(image, layer, colors=1, lpi=900.0, first_angle=3.0, angles="x")
        self.assertEqual(self.prints(first, "#c0392b"), self.prints(second, "#c0392b"))


class Sheets(Separate):
    """What is around the picture."""

    def setUp(self):
        super().setUp()
        self.image, self.layer = self.striped([(RED, 120), (BLUE, 80), (WHITE, 50)], width=300)
        self.image.set_resolution(127, 127)  # 5 pixels are a millimeter.
        self.margin = 25 + 2 * 10

    def canvas(self):
        return self.image.get_width(), self.image.get_height()

    def test_marks_are_the_same_on_all_films_and_outside_the_picture(self):
        plain = self.separate(self.image, self.layer, colors=2)
        without = [self.prints(plain, part) for part in ("#c0392b", "#2980b9")]
        marked = self.separate(self.image, self.layer, colors=2, registration_marks=True,
                               underbase=True)
        self.assertEqual(self.canvas(), (300 + 2 * self.margin, 250 + 2 * self.margin))
        group = marked.values[0]
        self.assertEqual((group.get_width(), group.get_height()), self.canvas())
        self.assertEqual(tuple(group.get_offsets())[1:], (0, 0))
        # Everything moved with the canvas.
        self.assertEqual(tuple(self.layer.get_offsets())[1:], (self.margin, self.margin))
        width, height = self.canvas()
        surroundings = []
        for film in group.get_children():
            self.assertEqual(set(pixels(film)), {BLACK, WHITE})
            data = bytearray(read(film, "Y' u8"))
            inner = []
            for y in range(self.margin, self.margin + 250):
                begin = y * width + self.margin
                inner += [1 if value == 0 else 0 for value in data[begin:begin + 300]]
                data[begin:begin + 300] = bytes(300)
            surroundings.append(bytes(data))
            if "#c0392b" in film.get_name():
                self.assertEqual(inner, without[0])
            elif "#2980b9" in film.get_name():
                self.assertEqual(inner, without[1])
        self.assertEqual(len(surroundings), 3)
        self.assertEqual(len(set(surroundings)), 1)
        # Four marks: a cross in each corner.
        data = surroundings[0]
        for x in (10 + 12, width - 10 - 13):
            for y in (10 + 12, height - 10 - 13):
                self.assertEqual([data[y * width + a] for a in range(x - 12, x + 13)], [0] * 25)
                self.assertEqual([data[b * width + x] for b in range(y - 12, y + 13)], [0] * 25)
                self.assertEqual(data[y * width + x - 13], 255)

    def test_labels_say_which_ink_it_is(self):
        outcome = self.separate(self.image, self.layer, colors=2, ink_labels=True)
        self.assertEqual(self.canvas(), (300 + 2 * self.margin, 250 + 2 * self.margin))
        labels = []
        for film in outcome.values[0].get_children():
            top = read(film, "Y' u8", rectangle(0, 0, self.canvas()[0], self.margin))
            self.assertEqual(set(top), {0, 255})
            labels.append(top)
            others = read(film, "Y' u8", rectangle(0, self.canvas()[1] - self.margin,
                                                   self.canvas()[0], self.margin))
            self.assertEqual(set(others), {255})
        self.assertNotEqual(labels[0], labels[1])

    def test_labels_keep_clear_of_the_marks(self):
        image, layer = self.striped([(RED, 30), (BLUE, 30)], width=40)
        image.set_resolution(127, 127)
        bare = self.separate(image, layer, colors=2, registration_marks=True)
        marks = [read(film, "Y' u8", rectangle(0, 0, 35, 45)) for film in bare.values[0].get_children()]
        both = self.separate(image, layer, colors=2, registration_marks=True, ink_labels=True,
                             replace_earlier=True)
        self.assertEqual([read(film, "Y' u8", rectangle(0, 0, 35, 45))
                          for film in both.values[0].get_children()], marks)

    def test_films_are_what_the_canvas_shows(self):
        image = self.new_image(50, 40)
        image.set_resolution(127, 127)
        layer = self.new_layer(image, 100, 90)
        write(layer, bytes(RED) * 9000)
        layer.set_offsets(-20, 10)
        outcome = self.separate(image, layer, colors=1, registration_marks=True)
        film = outcome.values[0].get_children()[0]
        self.assertEqual((film.get_width(), film.get_height()), (50 + 90, 40 + 90))
        inner = read(film, "Y' u8", rectangle(45, 45, 50, 40))
        self.assertEqual(inner, b"\xff" * 500 + bytes(1500))

    def test_without_marks_they_are_as_large_as_the_layer(self):
        image = self.new_image(50, 40)
        layer = self.new_layer(image, 100, 90)
        write(layer, bytes(RED) * 9000)
        layer.set_offsets(-20, 10)
        outcome = self.separate(image, layer, colors=1, proof=True)
        self.assertEqual((outcome.values[0].get_width(), outcome.values[0].get_height()), (100, 90))
        self.assertEqual(tuple(outcome.values[0].get_offsets())[1:], (-20, 10))
        self.assertEqual((image.get_width(), image.get_height()), (50, 40))

    def test_no_room_for_marks(self):
        image = self.new_image(524288, 1)
        layer = self.new_layer(image, 10, 1)
        write(layer, bytes(RED) * 10)
        self.refused(image, layer, "cannot get any larger for marks", colors=1)


class Proofs(Separate):
    def proof(self, outcome):
        self.assertTrue(outcome.values[1].get_name().startswith("Proof"))
        return pixels(outcome.values[1])

    def multiplied(self, *colors):
        product = [1.0, 1.0, 1.0]
        for color in colors:
            product = [a * to_linear(b) for a, b in zip(product, color)]
        return tuple(to_byte(value) for value in product)

    def test_inks_take_the_light_of_the_paper(self):
        paper = (240, 230, 200)
        image, layer = self.striped([(RED, 5), (paper, 3), (BLUE, 2)])
        outcome = self.separate(image, layer, colors=2, paper="color",
                                paper_color=gegl_color(paper), proof=True)
        proof = self.proof(outcome)
        self.assert_near(proof[0], self.multiplied(paper, RED))
        self.assertEqual(proof[60], paper)
        self.assert_near(proof[90], self.multiplied(paper, BLUE))
        self.assertEqual([item.get_name() for item in image.get_layers()],
                         ["Proof", "layer – 2 films", "layer"])
        self.assertEqual(image.get_selected_layers(), [outcome.values[0]])

    def test_trap_shows(self):
        image, layer = self.striped([(YELLOW, 5), (BLUE, 5)], width=1)
        proof = self.proof(self.separate(image, layer, colors=2, trap=2.0, proof=True))
        for y, expected in enumerate([YELLOW] * 5 + [self.multiplied(YELLOW, BLUE)] * 2 + [BLUE] * 3):
            self.assert_near(proof[y], expected)

    def test_choke_lets_paper_show(self):
        image, layer = self.striped([(YELLOW, 9), (BLUE, 9)], width=9)
        proof = self.proof(self.separate(image, layer, colors=2, choke=1.0, proof=True))[4::9]
        self.assertEqual([pixel == WHITE for pixel in proof],
                         [y in (0, 8, 9, 17) for y in range(18)])

    def test_underbase_makes_inks_seen_on_black(self):
        image, layer = self.striped([(BLACK, 5), (RED, 5)])
        dark = self.separate(image, layer, colors=1, paper="black", proof=True)
        self.assertEqual(set(self.proof(dark)), {BLACK})
        light = self.separate(image, layer, colors=1, paper="black", underbase=True, proof=True)
        self.assertEqual(self.proof(light), [BLACK] * 50 + [RED] * 50)

    def test_halftone_shows_dots(self):
        image, layer = self.striped([((128, 128, 128), 60)], width=60)
        outcome = self.separate(image, layer, palette=self.new_palette([BLACK]), halftone="round",
                                proof=True)
        prints = self.prints(outcome, "#000000")
        self.assertEqual(self.proof(outcome), [BLACK if dot else WHITE for dot in prints])

    def test_margin_is_paper(self):
        image, layer = self.striped([(RED, 30)], width=30)
        outcome = self.separate(image, layer, colors=1, paper="black", registration_marks=True,
                                proof=True)
        self.assertEqual(outcome.values[1].get_width(), image.get_width())
        self.assertEqual(self.proof(outcome)[0], BLACK)


class Again(Separate):
    """Films that are made anew."""

    def setUp(self):
        super().setUp()
        self.image, self.layer = self.striped([(RED, 20), (BLUE, 50), (YELLOW, 30)], width=100)
        self.image.set_resolution(127, 127)

    def layers(self):
        return [item.get_name() for item in self.image.get_layers()]

    def canvas(self):
        return self.image.get_width(), self.image.get_height()

    def test_replacing_takes_the_margin_back(self):
        self.separate(self.image, self.layer, colors=2, registration_marks=True, proof=True)
        self.assertEqual(self.canvas(), (190, 190))
        self.separate(self.image, self.layer, colors=3, registration_marks=True, replace_earlier=True)
        self.assertEqual(self.canvas(), (190, 190))
        self.assertEqual(tuple(self.layer.get_offsets())[1:], (45, 45))
        self.assertEqual(self.layers(), ["layer – 3 films", "layer"])
        self.separate(self.image, self.layer, colors=3, replace_earlier=True)
        self.assertEqual(self.canvas(), (100, 100))
        self.assertEqual(tuple(self.layer.get_offsets())[1:], (0, 0))

    def test_another_one_comes_on_top_in_the_same_margin(self):
        self.separate(self.image, self.layer, colors=2, registration_marks=True)
        outcome = self.separate(self.image, self.layer, colors=3, registration_marks=True)
        self.assertEqual(self.canvas(), (190, 190))
        self.assertEqual(tuple(outcome.values[0].get_offsets())[1:], (0, 0))
        self.assertEqual([item.get_name() for item in self.image.get_layers() if item.get_visible()],
                         ["layer – 3 films"])

    def test_each_command_replaces_its_own(self):
        self.separate(self.image, self.layer, colors=2)
        posterized = call(POSTERIZE, self.image, [self.layer], colors=3, replace_earlier=True,
                          color_bar=False)
        self.assertTrue(posterized.ok, posterized.message)
        self.assertEqual(self.layers(), ["layer – 3 colors", "layer – 2 films", "layer"])
        self.separate(self.image, self.layer, colors=3, replace_earlier=True)
        self.assertEqual(sorted(self.layers()), ["layer", "layer – 3 colors", "layer – 3 films"])

    def test_films_are_made_again_of_their_layer(self):
        group = self.separate(self.image, self.layer, colors=2).values[0]
        outcome = call(SEPARATE, self.image, [group], run_mode=Gimp.RunMode.WITH_LAST_VALS)
        self.assertTrue(outcome.ok, outcome.message)
        self.assertEqual(len(self.image.get_layers()), 3)  # with the proof
        film = outcome.values[0].get_children()[0]
        outcome = call(SEPARATE, self.image, [film], run_mode=Gimp.RunMode.WITH_LAST_VALS)
        self.assertTrue(outcome.ok, outcome.message)
        self.assertEqual(len(self.image.get_layers()), 3)
        # To another command a film is a layer like any other.
        posterized = call(POSTERIZE, self.image, [self.image.get_layers()[1]], color_bar=False,
                          run_mode=Gimp.RunMode.WITH_LAST_VALS)
        self.assertTrue(posterized.ok, posterized.message)
        self.assertEqual(len(self.image.get_layers()), 4)

    def test_after_saving(self):
        self.separate(self.image, self.layer, colors=2, registration_marks=True)
        path = Gio.File.new_for_path(str(Path(os.environ["GIMP3_DIRECTORY"]) / "films.xcf"))
        self.assertTrue(Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, self.image, path, None))
        image = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, path)
        self._images.append(image)
        self.separate(image, image.get_layers()[-1], colors=3, replace_earlier=True)
        self.assertEqual((image.get_width(), image.get_height()), (100, 100))
        self.assertEqual([item.get_name() for item in image.get_layers()],
                         ["layer – 3 films", "layer"])

# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts on the color bar, and the bar alone."""

from gi.repository import Gimp

from harness import (BLACK, BLUE, GREEN, POSTERIZE, RED, WHITE, GimpTestCase, call, pixels, read,
                     srgb_bytes)

CALLING_ERROR = Gimp.PDBStatusType.CALLING_ERROR
NIGHT = (20, 20, 60)
# The last one is too narrow for any text.
PARTS = [(WHITE, 100), (BLUE, 60), (NIGHT, 39), (RED, 1)]
HEX = ["#ffffff", "#2980b9", "#14143c"]
SHARES = ["50.0 %", "30.0 %", "19.5 %"]


def place(layer):
    return (*tuple(layer.get_offsets())[1:], layer.get_width(), layer.get_height())


def is_inside(inner, outer):
    return (inner[0] >= outer[0] and inner[1] >= outer[1] and
            inner[0] + inner[2] <= outer[0] + outer[2] and
            inner[1] + inner[3] <= outer[1] + outer[3])


class BarTextTestCase(GimpTestCase):
    def setUp(self):
        super().setUp()
        self.image, self.layer = self.striped(PARTS, width=400)

    def bar(self, **arguments):
        arguments.setdefault("colors", 4)
        return self.posterize(self.image, self.layer, **arguments).color_bar

    def texts(self, bar):
        return [layer for layer in bar.get_children() if layer.is_text_layer()]


class Texts(BarTextTestCase):
    def test_say_what_is_asked_for(self):
        both = [f"{value}\n{share}" for value, share in zip(HEX, SHARES)]
        for kind, size, wanted in (("hex", 20, HEX), ("share", 20, SHARES),
                                   ("hex-and-share", 20, both), ("name", 20, HEX)):
            with self.subTest(kind):
                bar = self.bar(color_bar_text=kind, color_bar_size=size)
                self.assertEqual([text.get_text() for text in self.texts(bar)], wanted)

    def test_none_is_the_default_and_a_plain_layer(self):
        for arguments in ({}, {"color_bar_text": "none"}):
            bar = self.bar(**arguments)
            self.assertFalse(bar.is_group())
            self.assertEqual(bar.get_name().split(" #")[0], "Color bar")

    def test_have_the_names_of_the_palette(self):
        palette = self.new_palette([WHITE, BLUE, NIGHT, RED], names=["Ecru", "DMC 796", "", "Red"])
        bar = self.bar(color_bar_text="name", color_bar_size=15, palette=palette)
        self.assertEqual([text.get_text() for text in self.texts(bar)],
                         ["Ecru", "DMC 796", "#14143c"])

    def test_the_bar_under_them_is_as_without_them(self):
        for position in ("below", "right", "inside-top", "inside-bottom"):
            with self.subTest(position):
                size = 20
                plain = self.bar(color_bar_position=position, color_bar_size=size,
                                 replace_earlier=True)
                wanted = place(plain), read(plain)
                bar = self.bar(color_bar_position=position, color_bar_size=size,
                               color_bar_text="hex", replace_earlier=True)
                self.assertTrue(bar.is_group())
                under = bar.get_children()[-1]
                self.assertEqual((place(under), read(under)), wanted)

    def test_lie_in_the_middle_of_their_segments(self):
        for position in ("below", "right", "inside-top", "inside-bottom"):
            with self.subTest(position):
                bar = self.bar(color_bar_position=position, color_bar_size=25,
                               color_bar_text="hex-and-share", replace_earlier=True)
                x, y, width, height = place(bar.get_children()[-1])
                begin = 0.0
                texts = self.texts(bar)
                self.assertGreaterEqual(len(texts), 2)
                for text, share in zip(texts, (0.5, 0.3, 0.195)):
                    if position == "right":
                        segment = (x, y + begin * height, width, share * height)
                    else:
                        segment = (x + begin * width, y, share * width, height)
                    begin += share
                    self.assertTrue(is_inside(place(text), segment), (place(text), segment))
                    left, top, w, h = place(text)
                    self.assertAlmostEqual(left + w / 2, segment[0] + segment[2] / 2, delta=1.5)
                    self.assertAlmostEqual(top + h / 2, segment[1] + segment[3] / 2, delta=1.5)

    def test_are_black_or_white_whichever_reads_better(self):
        bar = self.bar(color_bar_text="hex", color_bar_size=20)
        colors = [srgb_bytes(text.get_color()) for text in self.texts(bar)]
        # Black has 5.0 on the blue and white 4.3; see the contrast of WCAG.
        self.assertEqual(colors, [BLACK, BLACK, WHITE])
        # They are seen on the segment.
        first = self.texts(bar)[0]
        self.assertIn(BLACK, pixels(first))
        self.assertEqual(first.get_justification(), Gimp.TextJustification.CENTER)

    def test_the_colors_of_the_artist_stay(self):
        before = srgb_bytes(Gimp.context_get_foreground())
        self.bar(color_bar_text="hex", color_bar_size=20)
        self.assertEqual(srgb_bytes(Gimp.context_get_foreground()), before)

    def test_are_left_out_where_there_is_no_room(self):
        # 16 pixels high: one line of 9 pixels has room, two lines do not.
        self.assertEqual(len(self.texts(self.bar(color_bar_text="hex", color_bar_size=8))), 3)
        bar = self.bar(color_bar_text="hex-and-share", color_bar_size=8)
        self.assertEqual(self.texts(bar), [])
        self.assertEqual(len(bar.get_children()), 1)

    def test_are_at_most_so_large(self):
        image, layer = self.striped([(WHITE, 720)], width=720)
        bar = self.posterize(image, layer, colors=1, color_bar_text="share",
                             color_bar_size=50).color_bar
        size, unit = self.texts(bar)[0].get_font_size()
        self.assertAlmostEqual(size, 20.0, places=6)
        self.assertEqual(unit.get_id(), Gimp.Unit.pixel().get_id())

    def test_shares_are_those_of_tidied_areas(self):
        bar = self.bar(color_bar_text="share", color_bar_size=20, smallest_area=500)
        self.assertEqual([text.get_text() for text in self.texts(bar)],
                         ["50.0 %", "30.0 %", "20.0 %"])

    def test_say_what_is_shown(self):
        bar = self.bar(color_bar_text="hex", color_bar_size=20,
                       recolor=self.new_palette([BLACK]))
        self.assertEqual([text.get_text() for text in self.texts(bar)], ["#000000"] + HEX[1:])

    def test_gray_layers(self):
        image = self.new_image(200, 100, Gimp.ImageBaseType.GRAY)
        layer = self.new_layer(image, 200, 100, Gimp.ImageType.GRAY_IMAGE)
        bar = self.posterize(image, layer, colors=2, color_bar_text="hex",
                             color_bar_size=30).color_bar
        self.assertEqual(self.texts(bar)[0].get_text(), "#000000")

    def test_no_text_without_a_bar(self):
        outcome = self.posterize(self.image, self.layer, color_bar=False, color_bar_text="hex")
        self.assertIsNone(outcome.color_bar)

    def test_a_live_filter_has_none(self):
        before = self.image.get_layers()
        outcome = call(POSTERIZE, self.image, [self.layer], layers="filter", color_bar_text="hex")
        self.assertEqual(outcome.status, CALLING_ERROR)
        self.assertEqual(outcome.message, "A live filter cannot write on the color bar. Set its text "
                                          "to none, or choose other layers.")
        self.assertEqual(self.image.get_layers(), before)

    def test_the_result_can_be_replaced(self):
        self.bar(color_bar_text="hex", color_bar_size=20)
        count = len(self.image.get_layers())
        size = self.image.get_width(), self.image.get_height()
        self.bar(color_bar_text="share", color_bar_size=20, replace_earlier=True)
        self.assertEqual(len(self.image.get_layers()), count)
        self.assertEqual((self.image.get_width(), self.image.get_height()), size)


class BarAlone(BarTextTestCase):
    def test_is_all_there_is(self):
        before = read(self.layer)
        outcome = self.posterize(self.image, self.layer, colors=4, layers="none")
        self.assertIsNone(outcome.posterized)
        self.assertEqual(self.image.get_layers(), [outcome.color_bar, self.layer])
        self.assertTrue(self.layer.get_visible())
        self.assertEqual(read(self.layer), before)
        self.assert_shares(outcome.shares, [0.5, 0.3, 0.195, 0.005])

    def test_is_that_of_the_posterized_picture(self):
        for arguments in ({}, {"smallest_area": 500}, {"color_bar_position": "right"}):
            wanted = self.bar(**arguments, replace_earlier=True)
            expected = place(wanted), read(wanted)
            bar = self.bar(layers="none", replace_earlier=True, **arguments)
            self.assertEqual((place(bar), read(bar)), expected)

    def test_is_replaced_like_other_results(self):
        self.bar(layers="none")
        bar = self.bar(layers="none", color_bar_text="hex", replace_earlier=True)
        self.assertEqual(self.image.get_layers(), [bar, self.layer])

    def test_can_come_with_the_palette(self):
        outcome = self.posterize(self.image, self.layer, colors=4, layers="none",
                                 create_palette=True)
        self.addCleanup(outcome.values[3].delete)
        self.assertEqual(outcome.values[3].get_color_count(), 4)

    def test_without_a_bar_is_an_error(self):
        before = self.image.get_layers()
        outcome = call(POSTERIZE, self.image, [self.layer], layers="none", color_bar=False)
        self.assertEqual((outcome.status, outcome.message),
                         (CALLING_ERROR, "There is nothing to make. Add a color bar, or choose "
                                         "another kind of layers."))
        self.assertEqual(self.image.get_layers(), before)

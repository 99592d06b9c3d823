# SPDX-License-Identifier: GPL-3.0-or-later
"""Small random layers of every kind, and what the documentation says has to come of them, calculated
with numpy: the nearest of the colors, their shares, layers per color, films with a trap, areas and the
bar must tell the same story of every pixel. No code is shared with the plug-in.

The cases are the same every time. Environment: COLOR_CLUSTERS_CASES, how many; COLOR_CLUSTERS_SEED,
other ones. One case again: COLOR_CLUSTERS_FIRST=NUMBER COLOR_CLUSTERS_CASES=1.
"""

import os
from fractions import Fraction

import numpy as np
from gi.repository import Gimp

import layer_encodings
from harness import (PALETTE, POSTERIZE, SEPARATE, GimpTestCase, call, read, rectangle,
                     srgb_bytes)
from random_layers import FULL, Case, Story, to_bytes

CASES = int(os.environ.get("COLOR_CLUSTERS_CASES", "300"))
FIRST = int(os.environ.get("COLOR_CLUSTERS_FIRST", "0"))
# In one test, so that a failure tells about where it was.
CASES_PER_TEST = 25

# How far the coordinates of a stored color can be from ours: our plug-in works in float, and from
# linear or high precision it is GIMP that converts.
EXACT = {"srgb": 1e-6, "oklab": 2e-6, "cielab": 2e-4}


def largest_remainders(weights, length):
    """Whole pixels for each, then one by one to the largest remainders, of equal ones to the first."""
    total = sum(weights)
    exact = [weight * length / total for weight in weights]
    widths = [int(part) for part in exact]
    order = sorted(range(len(exact)), key=lambda i: widths[i] - exact[i])
    for i in order[:length - sum(widths)]:
        widths[i] += 1
    return widths


def hex_color(layer):
    return to_bytes(int(layer.get_name().partition("#")[2][:6], 16))


def areas_of(labels):
    """Areas of pixels that touch at sides or corners: lists of (y, x)."""
    height, width = labels.shape
    done = labels < 0
    for y in range(height):
        for x in range(width):
            if done[y, x]:
                continue
            area, waiting = [], [(y, x)]
            done[y, x] = True
            while waiting:
                v, u = waiting.pop()
                area.append((v, u))
                for b in range(max(v - 1, 0), min(v + 2, height)):
                    for a in range(max(u - 1, 0), min(u + 2, width)):
                        if not done[b, a] and labels[b, a] == labels[y, x]:
                            done[b, a] = True
                            waiting.append((b, a))
            yield area


class OneStory(GimpTestCase):
    def check(self, number):
        case = Case(number)
        story = Story(self, case)
        arguments = dict(case.arguments)
        if case.palette:
            arguments["palette"] = self.new_palette(case.palette, f"Given {number}")
        if case.kept:
            arguments["keep_palette"] = self.new_palette(case.kept, f"Kept {number}")
            arguments["colors"] = max(arguments["colors"], len(case.kept))
        outcomes = [call(POSTERIZE, story.image, [story.layer], layers=kind, **arguments)
                    for kind in ("single", "per-color")]
        # Inks are not printed by their hue.
        order = {"share": "share", "lightness": "dark-to-light"}.get(arguments["order"])
        if order:
            outcomes.append(call(SEPARATE, story.image, [story.layer], registration_marks=False,
                                 ink_labels=False, proof=False, paper="none",
                                 trap=float(case.trap), **(arguments | {"order": order})))
        with self.subTest(str(case)):
            if not story.weights().any():
                for outcome in outcomes:
                    self.assertEqual(outcome.status, Gimp.PDBStatusType.CALLING_ERROR)
            else:
                for outcome in outcomes:
                    self.assertTrue(outcome.ok, outcome.message)
                self.check_story(story, *outcomes)
                if not case.palette and not case.changes_areas():
                    self.check_palette(story, outcomes, arguments)
        story.image.delete()

    def check_story(self, story, single, per_color, films=None):
        labels, children = self.read_labels(story, per_color.posterized)
        counted = self.check_shares(story, labels, len(children), single, per_color, films)
        painted = self.check_single(story, labels, children, single)
        if not story.case.changes_areas():
            self.check_nearest(story, labels, children, painted)
        elif story.case.arguments["smallest_area"] > 1:
            self.check_areas(story, labels)
        if films:
            self.check_films(story, labels, children, counted, films)
        self.check_bar(story, labels, counted, painted, single)

    def read_labels(self, story, group):
        """For each pixel the number of the layer that has it, or -1; and the layers of the colors."""
        children = group.get_children()
        held = []
        for child in children:
            encoding = layer_encodings.encoding_of(child, story.kind)
            held.append(encoding.split(read(child, None))[1][:, 0] > 0)
        rest = (held.pop() if children[-1].get_name() == "Not selected"
                else np.zeros(len(story.shown.colors), bool))
        children = children[:len(held)]
        held = np.array(held).reshape(len(children), -1)
        selected = story.selection() > 0
        # Each pixel is in one layer, and none is lost.
        np.testing.assert_array_equal(held.sum(axis=0), story.is_there() & selected)
        np.testing.assert_array_equal(rest, story.is_there() & ~selected)
        return np.where(held.any(axis=0), held.argmax(axis=0), -1), children

    def check_shares(self, story, labels, count, single, per_color, films):
        """Shares are what is painted; returns the weight of each color."""
        weights = story.weights()
        counted = [sum(weights[labels == i].tolist()) for i in range(count)]
        shares = np.array([weight for weight in counted if weight > 0]) / sum(counted)
        is_byte = story.case.precision.startswith("u8")
        for outcome in filter(None, (per_color, films)):
            given = [share for share in outcome.shares if share > 0]
            # What is calculated in float can be rounded the other way, at each pixel; at one, where
            # all of them weigh next to nothing.
            unit = 0 if is_byte else 1 / sum(counted)
            rounding = max(min(np.count_nonzero(weights) * unit, 1e-4), unit)
            np.testing.assert_allclose(given, shares, rtol=0, atol=1e-12 + rounding)
        if is_byte:
            self.assertEqual(single.shares, per_color.shares)
        else:
            np.testing.assert_allclose(sorted(single.shares), sorted(per_color.shares), atol=0.01)
        if films:
            self.assertEqual(films.shares, per_color.shares)
        return counted

    def check_single(self, story, labels, children, single):
        """The layers per color are the single one; returns the color that each paints, or None."""
        stored, alpha = story.encoding.split(read(single.posterized, None))
        np.testing.assert_array_equal(alpha, story.shown.alpha)
        painted = []
        for i, child in enumerate(children):
            encoding = layer_encodings.encoding_of(child, story.kind)
            colors = encoding.split(read(child, None))[0]
            # GIMP's library takes another way to convert in each process: see ClusterSpace.
            inside = (labels == i) & (story.selection() >= 1)
            partly = (labels == i) & (story.selection() < 1)
            self.assert_same(story, colors[inside], stored[inside], exact=True)
            self.assert_same(story, colors[partly], stored[partly], exact=False)
            full = stored[(labels == i) & (story.selection() >= 1)]
            if len(full) > 0:
                self.assertTrue((full == full[0]).all())
            painted.append(full[0] if len(full) > 0 else None)
        unselected = story.selection() == 0
        np.testing.assert_array_equal(stored[unselected], story.shown.colors[unselected])
        return painted

    def assert_same(self, story, actual, expected, exact):
        if exact and story.case.precision.startswith("u8"):
            np.testing.assert_array_equal(actual, expected)
        elif np.issubdtype(story.encoding.dtype, np.integer):
            difference = actual.astype(int) - expected.astype(int)
            self.assertLessEqual(np.abs(difference).max(initial=0), 1)
        else:
            np.testing.assert_allclose(actual, expected, rtol=2 * story.encoding.step, atol=1e-6)

    def check_nearest(self, story, labels, children, painted):
        case = story.case
        tolerance = (EXACT if case.is_exact() else layer_encodings.TOLERANCE)[
            case.arguments["color_space"]]
        pixels = story.coordinates(story.shown.colors)
        if case.palette:
            names = list(dict.fromkeys(case.palette))
            shown = story.shown_palette(names)
            number = {name: i for i, name in enumerate(names)}
            chosen = np.array([number[hex_color(child)] for child in children])
            for i, color in enumerate(painted):
                if color is None:
                    continue
                steps = np.abs(color.astype(float) - shown[chosen[i]].astype(float))
                self.assertLessEqual(steps.max() / story.encoding.full,
                                     max(story.encoding.step, 2e-5) * 1.01)
                # Of colors that look the same the first has the pixels.
                if case.is_exact():
                    same = np.flatnonzero((shown == color).all(axis=1))
                    self.assertIn(chosen[i], same[:1])
            rounding = 0.0 if case.is_exact() and not case.gray else self.rounding(story, shown)
            centers = story.coordinates(shown)
        else:
            if case.arguments["representative"] != "mean" or any(c is None for c in painted):
                return
            chosen = np.arange(len(children))
            rounding = self.rounding(story, np.array(painted))
            centers = story.coordinates(np.array(painted))
        distances = np.linalg.norm(pixels[:, None, :] - centers[None, :, :], axis=2)
        there = labels >= 0
        taken = distances[np.arange(len(pixels)), chosen[labels]]
        excess = (taken - distances.min(axis=1))[there]
        self.assertLessEqual(excess.max(initial=0.0), 2 * (tolerance + np.max(rounding)))
        # Pixels of one color have one cluster.
        clusters = {}
        for color, label in zip(map(bytes, story.shown.colors[there]), labels[there]):
            self.assertEqual(clusters.setdefault(color, label), label)

    @staticmethod
    def rounding(story, stored):
        """How far rounding can have moved stored colors."""
        return np.linalg.norm(story.coordinates(stored, 0.5) - story.coordinates(stored, -0.5),
                              axis=1)

    def check_areas(self, story, labels):
        """Areas that are too small are gone, unless there is nothing beside them."""
        width, height = story.case.size
        seen = np.where(story.weights() > 0, labels, -1).reshape(height, width)
        for area in areas_of(seen):
            if len(area) >= story.case.arguments["smallest_area"]:
                continue
            for y, x in area:
                for b, a in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
                    if 0 <= b < height and 0 <= a < width and seen[b, a] >= 0:
                        self.assertEqual(seen[b, a], seen[y, x], f"area of {len(area)} pixels")

    def check_films(self, story, labels, children, counted, films):
        weights = story.weights()
        printed = np.where(2 * weights >= FULL, labels, -1)
        clear = np.abs(2 * weights - FULL) > (0 if story.case.precision.startswith("u8") else 2)
        inks = [i for i, weight in enumerate(counted) if weight > 0]
        layers = films.values[0].get_children()
        self.assertEqual([hex_color(layer) for layer in layers],
                         [hex_color(children[i]) for i in inks])
        lightness = layer_encodings.in_color_space(layer_encodings.srgb_to_linear(
            np.array([hex_color(child) for child in children]) / 255), "oklab")[:, 0]
        width, height = story.case.size
        places = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=2).reshape(-1, 2)
        for ink, layer in zip(inks, layers):
            values = np.frombuffer(read(layer, "Y' u8"), np.uint8)
            own = printed == ink
            ways = places[:, None, :] - places[own][None, :, :]
            near = ((ways ** 2).sum(axis=2) <= story.case.trap ** 2).any(axis=1)
            others = np.where(printed >= 0, printed, ink)
            darker = lightness[others] - lightness[ink]
            expected = own | (near & (printed >= 0) & (darker < 0))
            # Of colors that are about as dark the bytes do not tell which is printed over which.
            known = clear & (own | (np.abs(darker) > 0.004) | ~near)
            if not clear.all():
                known &= own | (story.case.trap == 0)
            np.testing.assert_array_equal(values[known], np.where(expected, 0, 255)[known])

    def check_bar(self, story, labels, counted, painted, single):
        bar = single.color_bar
        row, _ = story.encoding.split(read(bar, None, rectangle(0, 0, bar.get_width(), 1)))
        if story.case.precision.startswith("u8"):
            weights = [Fraction(weight) for weight in counted]
        elif len([share for share in single.shares if share > 0]) != len(counted):
            return
        else:
            if story.case.arguments["order"] != "share":
                return
            # Shares of whole pixels are exact then, so that equal remainders are equal.
            weights = [Fraction(share).limit_denominator(10**6)
                       for share in single.shares if share > 0]
        widths = largest_remainders(weights, len(row))
        self.assertEqual(sum(widths), len(row))
        begin = 0
        for color, width in zip(painted, widths):
            segment = row[begin:begin + width]
            begin += width
            if width > 0:
                self.assertTrue((segment == segment[0]).all(),
                                f"{row.tolist()} has other widths than {widths}")
                if color is not None and story.case.precision.startswith("u8"):
                    np.testing.assert_array_equal(segment[0], color)
        self.assertEqual(len(labels), story.case.size[0] * story.case.size[1])

    def check_palette(self, story, outcomes, arguments):
        """The palette has the colors and shares of the layers."""
        names = ("colors", "color_space", "order", "representative", "keep_palette")
        extracted = call(PALETTE, story.image, [story.layer],
                         **{name: arguments[name] for name in names if name in arguments})
        self.assertTrue(extracted.ok, extracted.message)
        if story.case.precision.startswith("u8"):
            self.assertEqual(extracted.shares, outcomes[0].shares)
            colors = [srgb_bytes(color) for color in extracted.palette.get_colors()]
            for films in outcomes[2:]:
                self.assertEqual(
                    [color for color, share in zip(colors, extracted.shares) if share > 0],
                    [hex_color(layer) for layer in films.values[0].get_children()])
        extracted.palette.delete()

    def check_cases(self, first, end):
        for number in range(first, end):
            self.check(number)


def add_tests():
    end = FIRST + CASES
    for first in range(FIRST, end, CASES_PER_TEST):
        def test(self, first=first):
            self.check_cases(first, min(first + CASES_PER_TEST, end))
        setattr(OneStory, f"test_cases_from_{first:05}", test)


add_tests()

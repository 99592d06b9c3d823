# SPDX-License-Identifier: GPL-3.0-or-later
"""The posterized copy of every kind of layer: all pairs of the properties in
layer_matrix.PROPERTIES, checked pixel by pixel.

For each case: selected pixels have the nearest of the colors, unselected ones the same bytes, partly
selected ones are mixed in linear light; alpha has the same bytes everywhere; the shares are those of
the pixels; the bar has the same colors and fills its length; size, place, type and mask of the new
layers; the original is as it was. Or the error that the case has to get, and an untouched image.
"""

import numpy as np
from gi.repository import Gimp

import layer_encodings
import layer_matrix
from harness import POSTERIZE, GimpTestCase, call, read, rectangle

COLORS = 4


def expected_error(scene, shown):
    if scene.case["kind"].startswith("indexed"):
        return "Image > Mode > RGB"
    if "floating" in scene.case["structure"]:
        return "Anchor it first"
    if shown.selection is not None and not shown.selection.any():
        return "The selection is outside the layer"
    if not shown.weights.any():
        return "transparent"
    return None


def rows(stored):
    """Pixels as bytes, to compare and count them."""
    stored = np.ascontiguousarray(stored)
    return stored.view(np.dtype((np.void, stored.dtype.itemsize * stored.shape[1]))).ravel()


def unique_rows(stored):
    _, first = np.unique(rows(stored), return_index=True)
    return stored[np.sort(first)]


class Matrix(GimpTestCase):
    def check(self, number, case):
        scene = layer_matrix.Scene(self, case, number)
        shown = scene.shown()
        error = expected_error(scene, shown)
        layers = layer_matrix.all_layers(scene.image)
        before = [(layer.get_id(), read(layer, None)) for layer in layers if not layer.is_group()]
        scene.image.clean_all()
        outcome = call(POSTERIZE, scene.image, [scene.layer], colors=COLORS,
                       color_space=case["color_space"])
        if error is None:
            self.assertTrue(outcome.ok, outcome.message)
            self.check_layers(scene, shown, outcome)
            self.check_pixels(case, shown, outcome)
        else:
            self.assertEqual(outcome.status, Gimp.PDBStatusType.CALLING_ERROR)
            self.assertIn(error, outcome.message)
            self.assertFalse(scene.image.is_dirty())
            self.assertEqual(len(layer_matrix.all_layers(scene.image)), len(layers))
        self.assertEqual([(layer.get_id(), read(layer, None)) for layer in layers
                          if not layer.is_group()], before)
        self.assertEqual(len(Gimp.get_images()), len(self._images))

    def check_layers(self, scene, shown, outcome):
        new = outcome.posterized
        self.assertEqual((*tuple(new.get_offsets())[1:], new.get_width(), new.get_height()),
                         shown.place)
        self.assertEqual((new.has_alpha(), new.is_gray(), new.is_group()),
                         (shown.encoding.alpha, shown.encoding.gray, False))
        siblings = (scene.layer.get_parent().get_children() if scene.layer.get_parent()
                    else scene.image.get_layers())
        self.assertEqual([layer.get_id() for layer in siblings[:3]],
                         [outcome.color_bar.get_id(), new.get_id(), scene.layer.get_id()])
        mask = new.get_mask()
        self.assertEqual(mask is not None, shown.mask is not None)
        if mask is not None:
            np.testing.assert_array_equal(np.frombuffer(read(mask, "Y float"), np.float32),
                                          shown.mask)

    def check_pixels(self, case, shown, outcome):
        encoding, space = shown.encoding, case["color_space"]
        stored, alpha = encoding.split(read(outcome.posterized, None))
        np.testing.assert_array_equal(alpha, shown.alpha)
        selection = np.ones(len(stored)) if shown.selection is None else shown.selection
        inside, partly = selection >= 1, (selection > 0) & (selection < 1)
        np.testing.assert_array_equal(rows(stored[selection == 0]),
                                      rows(shown.colors[selection == 0]))
        bar = self.bar_colors(encoding, outcome)
        centers = unique_rows(np.concatenate([bar, stored[inside]]))
        self.assertLessEqual(len(centers), COLORS)
        if outcome.color_bar.get_width() >= 30:
            self.assertEqual(len(centers), len(bar))

        as_seen = encoding.has_highlights(shown.stored[shown.weights > 0])
        colors = self.coordinates(encoding, centers, space, as_seen)
        pixels = self.coordinates(encoding, shown.colors, space, as_seen)
        if len(centers) < len(outcome.shares):
            return  # So small that neither the bar nor a fully selected pixel shows each color.
        distances = np.linalg.norm(pixels[:, None, :] - colors[None, :, :], axis=2)
        nearest = distances.argmin(axis=1)
        # How far rounding can have moved a center.
        rounding = np.linalg.norm(
            self.coordinates(encoding, centers, space, as_seen, +0.5)
            - self.coordinates(encoding, centers, space, as_seen, -0.5), axis=1)
        tolerance = layer_encodings.TOLERANCE[space] + rounding
        same = rows(stored)[:, None] == rows(centers)[None, :]
        self.assertTrue(same[inside].any(axis=1).all())
        assigned = np.where(inside, same.argmax(axis=1), nearest)
        excess = distances[np.arange(len(pixels)), assigned] - distances.min(axis=1)
        self.assertTrue(np.all(excess <= tolerance[assigned] + tolerance[nearest]))

        counted = np.bincount(assigned, shown.weights, len(centers)) / shown.weights.sum()
        self.assertEqual(len(centers), len(outcome.shares))
        # Products of alpha and masks are rounded to 8 bits in 8-bit layers; a partly selected pixel
        # between two colors can belong to either.
        unclear = self.between(distances, tolerance) & ~inside
        slack = 0.004 + shown.weights[unclear].sum() / shown.weights.sum()
        np.testing.assert_allclose(outcome.shares, np.sort(counted)[::-1], atol=slack)
        if partly.any():
            partly &= ~unclear
            self.check_mixed(encoding, shown.colors[partly], stored[partly],
                             centers[nearest[partly]], selection[partly])

    def between(self, distances, tolerance):
        """The pixels that are as near to a second color as to the nearest."""
        if distances.shape[1] < 2:
            return np.zeros(len(distances), bool)
        first, second = np.partition(distances, 1, axis=1)[:, :2].T
        return second - first <= 2 * tolerance.max()

    def check_mixed(self, encoding, before, after, center, amounts):
        def linear(stored, steps=0.0):
            return encoding.linear(stored / encoding.full + steps * encoding.step)

        expected = linear(before) + (linear(center) - linear(before)) * amounts[:, None]
        rounding = np.abs(linear(after, 1) - linear(after, -1)) + 1e-3
        self.assertTrue(np.all(np.abs(linear(after) - expected) <= rounding))

    def coordinates(self, encoding, stored, space, as_seen, steps=0.0):
        values = stored / encoding.full + steps * encoding.step
        return layer_encodings.in_color_space(encoding.linear_srgb(values, as_seen), space)

    def bar_colors(self, encoding, outcome):
        """The colors of the segments from left to right, each a run as long as its share."""
        bar = outcome.color_bar
        stored, alpha = encoding.split(read(bar, None, rectangle(0, 0, bar.get_width(), 1)))
        self.assertTrue(np.all(alpha == encoding.full))
        colors = unique_rows(stored)
        lengths = (rows(stored)[:, None] == rows(colors)[None, :]).sum(axis=0)
        exact = np.array(outcome.shares[:len(lengths)]) * len(stored)
        self.assertEqual(lengths.sum(), len(stored))
        self.assertLessEqual(np.abs(lengths - exact).max(), 1.0)
        return colors


layer_matrix.add_tests(Matrix)

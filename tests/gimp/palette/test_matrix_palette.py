# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette of every kind of layer: all pairs of the properties in layer_matrix.PROPERTIES, checked
against the pixels.

For each case: the number of colors, each share against the weights of the pixels nearest to that
color, each color against their mean, and that nothing of the image has changed; or the error that
the case has to get.
"""

import numpy as np
from gi.repository import Babl, Gimp

import layer_encodings
import layer_matrix
from harness import PALETTE, GimpTestCase, call, read

COLORS = 4


def expected_error(scene):
    if scene.case["structure"] == "under floating":
        return "Anchor it first"
    shown = scene.shown()
    if shown.selection is not None and not shown.selection.any():
        return "The selection is outside the layer"
    if not shown.weights.any():
        return "transparent"
    return None


class Matrix(GimpTestCase):
    def check(self, number, case):
        scene = layer_matrix.Scene(self, case, number)
        layers = [layer for layer in layer_matrix.all_layers(scene.image) if not layer.is_group()]
        before = [read(layer, None) for layer in layers]
        error = expected_error(scene)
        shown = scene.shown()
        palettes = len(Gimp.palettes_get_list(""))
        scene.image.clean_all()
        outcome = call(PALETTE, scene.image, [scene.layer], colors=COLORS,
                       color_space=case["color_space"])
        if error is None:
            self.assertTrue(outcome.ok, outcome.message)
            self.addCleanup(outcome.palette.delete)
            self.check_colors(case, shown, outcome)
        else:
            self.assertEqual(outcome.status, Gimp.PDBStatusType.CALLING_ERROR)
            self.assertIn(error, outcome.message)
            self.assertEqual(len(Gimp.palettes_get_list("")), palettes)
        self.assertFalse(scene.image.is_dirty())
        self.assertEqual([read(layer, None) for layer in layers], before)
        self.assertEqual(len(Gimp.get_images()), len(self._images))

    def check_colors(self, case, shown, outcome):
        space = case["color_space"]
        weights, shares = shown.weights, np.array(outcome.shares)
        # A pixel that weighs less than a step of 8 bits may count or not.
        least, most = (len(np.unique(shown.colors[weights > limit], axis=0))
                       for limit in (1 / 255, 0))
        self.assertGreaterEqual(len(shares), min(COLORS, least))
        self.assertLessEqual(len(shares), min(COLORS, most))
        srgb = np.array([np.frombuffer(color.get_bytes(Babl.format("R'G'B' float")).get_data(),
                                       np.float32) for color in outcome.palette.get_colors()])
        encoding = shown.encoding
        linear = layer_encodings.srgb_to_linear(srgb)
        as_seen = encoding.has_highlights(shown.stored[weights > 0])
        if as_seen:
            linear = encoding.seen_of_srgb(linear)
        colors = layer_encodings.in_color_space(linear, space)
        pixels = layer_encodings.in_color_space(encoding.linear_srgb(shown.stored, as_seen), space)
        distances = np.linalg.norm(pixels[:, None, :] - colors[None, :, :], axis=2)
        nearest = distances.argmin(axis=1)
        tolerance = layer_encodings.TOLERANCE[space]
        counted = np.bincount(nearest, weights, len(colors)) / weights.sum()
        # Products of alpha and masks are rounded to 8 bits in 8-bit layers.
        np.testing.assert_allclose(shares, counted, atol=0.004)
        for i, color in enumerate(colors):
            mean = np.average(pixels[nearest == i], axis=0, weights=weights[nearest == i])
            np.testing.assert_allclose(color, mean, atol=tolerance, rtol=0.005)
        self.assertTrue(np.all(np.diff(shares) <= 1e-9))


layer_matrix.add_tests(Matrix)

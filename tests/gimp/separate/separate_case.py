# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of Separate Inks share."""

from gi.repository import Gimp

from harness import BLACK, SEPARATE, WHITE, GimpTestCase, call, pixels

CALLING_ERROR = Gimp.PDBStatusType.CALLING_ERROR
YELLOW = (250, 240, 120)
DARK = (20, 20, 60)


class Separate(GimpTestCase):
    def separate(self, image, layer, **arguments):
        """Runs the procedure, which must succeed, with nothing around the films unless asked for."""
        for name in ("registration_marks", "ink_labels", "proof"):
            arguments.setdefault(name, False)
        arguments.setdefault("color_space", "srgb")
        outcome = call(SEPARATE, image, [layer], **arguments)
        self.assertTrue(outcome.ok, outcome.message)
        return outcome

    def refused(self, image, layer, text, **arguments):
        before = [item.get_name() for item in image.get_layers()]
        size = image.get_width(), image.get_height()
        # There may be no fonts.
        arguments.setdefault("ink_labels", False)
        outcome = call(SEPARATE, image, [layer], **arguments)
        self.assertEqual(outcome.status, CALLING_ERROR)
        self.assertIn(text, outcome.message)
        self.assertEqual([item.get_name() for item in image.get_layers()], before)
        self.assertEqual((image.get_width(), image.get_height()), size)

    @staticmethod
    def films(outcome):
        return {film.get_name(): film for film in outcome.values[0].get_children()}

    def names(self, outcome):
        return list(self.films(outcome))

    def prints(self, outcome, part):
        """Where the film prints whose name has that in it: a 1 for each pixel that is black."""
        film = next(film for name, film in self.films(outcome).items() if part in name)
        values = {BLACK: 1, WHITE: 0}
        return [values[pixel] for pixel in pixels(film)]

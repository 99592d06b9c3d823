# SPDX-License-Identifier: GPL-3.0-or-later
"""Run modes without a window, calls through Script-Fu, and what the procedures tell about
themselves. The interactive mode has a test of its own: it needs a window."""

import os
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from gi.repository import Gimp

from harness import (BLUE, NUMBERS, PALETTE, POSTERIZE, RED, SEPARATE, GimpTestCase,
                     call)

HELP_SOURCE = Path(__file__).resolve().parents[2] / "data" / "help" / "en"

WITH_LAST_VALS = Gimp.RunMode.WITH_LAST_VALS


def help_folder():
    plug_ins = os.environ["GIMP_TESTING_PLUGINDIRS"].split(os.pathsep)[-1]
    return Path(plug_ins, "color-clusters", "help", "en")


class RunModes(GimpTestCase):
    def test_last_values_without_a_former_run_are_the_defaults(self):
        image, layer = self.striped([((i * 25, 0, 0), 1) for i in range(10)])
        colors, shares, _ = self.extract(image, layer, run_mode=WITH_LAST_VALS)
        self.assertEqual(len(colors), 5)
        outcome = self.posterize(image, layer, run_mode=WITH_LAST_VALS)
        self.assert_shares(outcome.shares, shares)
        self.assertIsNotNone(outcome.color_bar)

    def last_name(self, name, image):
        """Makes this the name of the last run, which was about an image."""
        folder = Path(os.environ["GIMP3_DIRECTORY"], "plug-in-settings")
        folder.mkdir(exist_ok=True)
        file = folder / f"GimpProcedureConfigRun-{PALETTE}.last"
        file.write_text(f'(palette-name "{name}")\n(named-image "{image}")\n', encoding="utf-8")
        self.addCleanup(file.unlink, missing_ok=True)

    def test_name_of_another_picture_is_not_used_again(self):
        image, layer = self.striped([(RED, 1), (BLUE, 1)])
        number, process = image.get_id(), Gimp.getpid()
        for of_image, expected in ((f"{process}/{number}", "Beach"),
                                   (f"{process}/{number + 1}", "Untitled – 2 colors"),
                                   (f"{process + 1}/{number}", "Untitled – 2 colors"),
                                   ("", "Untitled – 2 colors")):
            with self.subTest(of_image):
                self.last_name("Beach", of_image)
                palette = call(PALETTE, image, [layer], run_mode=WITH_LAST_VALS).palette
                name = palette.get_name()
                palette.delete()
                self.assertEqual(name, expected)

    def test_palette_becomes_the_active_one_unless_a_script_works(self):
        image, layer = self.striped([(RED, 1), (BLUE, 1)])
        before = self.new_palette([BLUE], "Active")
        Gimp.context_set_palette(before)
        self.extract(image, layer, colors=2)
        self.assertEqual(Gimp.context_get_palette().get_name(), "Active")
        _, _, palette = self.extract(image, layer, run_mode=WITH_LAST_VALS)
        self.assertEqual(Gimp.context_get_palette().get_name(), palette.get_name())

    def test_errors_are_the_same_with_last_values(self):
        image = self.new_image(10, 10)
        layer = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE)
        for procedure in (PALETTE, POSTERIZE):
            with self.subTest(procedure):
                outcome = call(procedure, image, [layer], run_mode=WITH_LAST_VALS)
                self.assertEqual(outcome.status, Gimp.PDBStatusType.CALLING_ERROR)
                self.assertIn("fully transparent", outcome.message)

    def test_interactive_without_a_screen_is_an_error(self):
        image, layer = self.striped([(RED, 1)])
        for procedure in (PALETTE, POSTERIZE, SEPARATE, NUMBERS):
            with self.subTest(procedure):
                outcome = call(procedure, image, [layer], run_mode=Gimp.RunMode.INTERACTIVE)
                self.assertEqual(outcome.status, Gimp.PDBStatusType.CALLING_ERROR)
                self.assertIn("There is no screen", outcome.message)

    def test_fewer_colors_are_reported_to_the_user(self):
        image, layer = self.striped([(RED, 1), (BLUE, 1), ((1, 2, 3), 1)])
        self.extract(image, layer, run_mode=WITH_LAST_VALS)
        self.expect_in_log("Warning: There are only 3 distinct colors here; "
                           "they are used instead of the 5 asked for.")

    def test_fewer_colors_are_reported_to_a_script(self):
        image, layer = self.striped([(RED, 1)])
        self.extract(image, layer, colors=9)
        self.expect_in_log("color-clusters: There is only 1 distinct color here; "
                           "it is used instead of the 9 asked for.")


class ScriptFu(GimpTestCase):
    def script(self, code):
        procedure = Gimp.get_pdb().lookup_procedure("plug-in-script-fu-eval")
        config = procedure.create_config()
        config.set_property("run-mode", Gimp.RunMode.NONINTERACTIVE)
        config.set_property("script", code)
        status = procedure.run(config).index(0)
        self.assertEqual(status, Gimp.PDBStatusType.SUCCESS)

    def test_palette(self):
        image, layer = self.striped([(RED, 3), (BLUE, 7)])
        self.script(f"""
            (let* ((result ({PALETTE} #:run-mode RUN-NONINTERACTIVE #:image {image.get_id()}
                              #:drawables (vector {layer.get_id()}) #:colors 2
                              #:color-space "oklab" #:palette-name "From Script-Fu"))
                   (shares (cadr result)))
              (if (not (and (= (vector-length shares) 2)
                            (< (abs (- (vector-ref shares 0) 0.7)) 0.000001)))
                  (error "wrong shares")))""")
        palette = Gimp.Palette.get_by_name("From Script-Fu")
        self.assertEqual(palette.get_color_count(), 2)
        self.assertEqual(palette.get_entry_name(0).entry_name, "#2980b9 · 70.0 %")
        palette.delete()

    def test_posterize(self):
        # Script-Fu says so of every procedure that returns no object: here there is no palette.
        self.allow_in_log("PDB procedure returned NULL GIMP object")
        image, layer = self.striped([(RED, 3), (BLUE, 7)])
        self.script(f"""
            (let ((result ({POSTERIZE} #:run-mode RUN-NONINTERACTIVE #:image {image.get_id()}
                             #:drawables (vector {layer.get_id()}) #:colors 2)))
              (gimp-item-set-name (car result) "found")
              (gimp-item-set-name (cadr result) "bar"))""")
        self.assertEqual([item.get_name() for item in image.get_layers()],
                         ["bar", "found", "layer"])


class Descriptions(GimpTestCase):
    def names(self, specs):
        return [spec.get_name() for spec in specs]

    def test_arguments_are_those_that_are_documented(self):
        common = ["run-mode", "image", "drawables", "colors", "color-space"]
        choices = ["automatic", "most-colors", "accents", "representative", "order", "keep-palette",
                   "recolor"]
        picture = ["color-bar-position", "color-bar-size", "color-bar-text", "smallest-area",
                   "smooth-edges", "dither", "dither-strength", "layers", "palette",
                   "palette-colors", "sample-merged", "hide-original", "create-palette",
                   "replace-earlier"]
        films = ["palette", "palette-colors", "paper", "paper-color", "smallest-area", "smooth-edges",
                 "unit", "minimum-width", "trap", "choke", "underbase", "underbase-choke", "halftone",
                 "lpi", "first-angle", "angles", "registration-marks", "ink-labels", "proof",
                 "hide-original", "create-palette", "replace-earlier"]
        template = ["smallest-area", "smooth-edges", "unit", "minimum-width", "smallest-number",
                    "largest-number", "hidden-areas", "outline-width", "outline-color", "key",
                    "template", "palette", "palette-colors", "hide-original", "create-palette",
                    "replace-earlier"]
        for name, own, last in ((PALETTE, ["palette-name"], ["names-from", "sample-merged"]),
                                (POSTERIZE, ["color-bar"], picture), (SEPARATE, [], films),
                                (NUMBERS, [], template)):
            with self.subTest(name):
                procedure = Gimp.get_pdb().lookup_procedure(name)
                self.assertEqual(self.names(procedure.get_arguments()),
                                 common + own + choices + last)

    def test_return_values_are_those_that_are_documented(self):
        for name, expected in ((PALETTE, ["palette", "shares"]),
                               (POSTERIZE, ["posterized-layer", "color-bar-layer", "shares",
                                            "palette", "posterized-layers"]),
                               (SEPARATE, ["films", "proof-layer", "shares", "palette"]),
                               (NUMBERS, ["numbers-layer", "key-layer", "key-image", "areas", "shares",
                                          "palette"])):
            with self.subTest(name):
                procedure = Gimp.get_pdb().lookup_procedure(name)
                self.assertEqual(self.names(procedure.get_return_values()), expected)

    def test_help_page_has_each_argument(self):
        text = (help_folder() / "index.html").read_text(encoding="utf-8")
        for name in (PALETTE, POSTERIZE, SEPARATE, NUMBERS):
            procedure = Gimp.get_pdb().lookup_procedure(name)
            for argument in self.names(procedure.get_arguments())[3:]:
                with self.subTest(procedure=name, argument=argument):
                    self.assertIn(f'id="{argument}"', text)

    def test_help_page_is_well_formed_and_needs_no_other_file(self):
        page = ElementTree.parse(help_folder() / "index.html")
        self.assertEqual(page.getroot().get("lang"), "en")
        for image in page.iter("img"):
            self.assertTrue(image.get("alt"))
            self.assertRegex(image.get("src"), "^data:image/(webp|png);base64,[A-Za-z0-9+/=]{100}")
        for kind in ("link", "script", "iframe"):
            self.assertIsNone(page.find(f".//{kind}"))
        places = [node.get("id") for node in page.iter() if node.get("id")]
        self.assertEqual(len(places), len(set(places)))
        for link in page.iter("a"):
            self.assertIn(link.get("href").removeprefix("#"), places)

    def test_help_page_shows_each_picture_once(self):
        text = (HELP_SOURCE / "page.md").read_text(encoding="utf-8")
        shown = re.findall(r"!\[[^]]+\]\((\S+)\)", text)
        self.assertEqual(sorted(shown), sorted(f"pictures/{path.name}"
                                               for path in (HELP_SOURCE / "pictures").iterdir()))

    def test_gimp_finds_each_option_on_the_help_page(self):
        folder = help_folder()
        places = {node.get("id") for node in ElementTree.parse(folder / "index.html").iter()}
        items = {item.get("id"): item.get("ref").removeprefix("index.html#")
                 for item in ElementTree.parse(folder / "gimp-help.xml").iter("help-item")}
        self.assertLessEqual(set(items.values()), places)
        for name in (PALETTE, POSTERIZE, SEPARATE, NUMBERS):
            self.assertIn(name, items)
            procedure = Gimp.get_pdb().lookup_procedure(name)
            for argument in self.names(procedure.get_arguments())[3:]:
                self.assertEqual(items[f"color-clusters-{argument}"], argument)

    def test_color_spaces(self):
        argument = Gimp.get_pdb().lookup_procedure(PALETTE).find_argument("color-space")
        choice = Gimp.param_spec_choice_get_choice(argument)
        self.assertEqual(sorted(choice.list_nicks()), ["cielab", "oklab", "srgb"])
        self.assertEqual(argument.get_default_value(), "cielab")

    def test_menu_and_image_types(self):
        filters = "<Image>/Filters/Color Clusters"
        for name, label, types, paths in (
                (PALETTE, "Extract _Palette…", "*",
                 [filters, "<Image>/Colors/Info", "<Palettes>/Palettes Menu"]),
                (POSTERIZE, "_Posterize by Clusters…", "RGB*, GRAY*", [filters]),
                (SEPARATE, "Separate _Inks…", "RGB*, GRAY*", [filters]),
                (NUMBERS, "Paint by _Numbers…", "RGB*, GRAY*", [filters])):
            with self.subTest(name):
                procedure = Gimp.get_pdb().lookup_procedure(name)
                self.assertEqual(procedure.get_menu_label(), label)
                self.assertEqual(procedure.get_menu_paths(), paths)
                self.assertEqual(procedure.get_image_types(), types)

    def test_all_have_an_icon(self):
        # Scripts cannot ask for it; GIMP keeps it with all else that it knows of plug-ins.
        known = Path(os.environ["GIMP3_DIRECTORY"], "pluginrc").read_text("utf-8", "replace")
        for name in (PALETTE, POSTERIZE, SEPARATE, NUMBERS):
            with self.subTest(name):
                description = known.split(f'(proc-def "{name}"')[1].split("(proc-def ")[0]
                icon = re.search(r"\(icon ([a-z-]+) (-?[0-9]+)", description)
                self.assertEqual(icon.group(1), "pixbuf")
                # More bytes than an empty picture has.
                self.assertGreater(int(icon.group(2)), 500)

    def test_documentation(self):
        for name in (PALETTE, POSTERIZE, SEPARATE, NUMBERS):
            with self.subTest(name):
                procedure = Gimp.get_pdb().lookup_procedure(name)
                self.assertTrue(procedure.get_blurb())
                self.assertTrue(procedure.get_help())
                self.assertEqual(procedure.get_authors(), "The Color Clusters developers")
                self.assertEqual(procedure.get_date(), "2026")

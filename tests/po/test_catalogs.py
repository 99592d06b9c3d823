#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The translations: complete, up to date with the sources, with the same directives, and with
letters to press that do not collide in a dialog."""

import re
import subprocess
import tempfile
import unittest
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PO = SOURCE / "po"
LANGUAGES = [line for line in (PO / "LINGUAS").read_text(encoding="utf-8").split("\n")
             if line and not line.startswith("#")]

# Keywords of Meson's preset for GLib that the sources use.
XGETTEXT = ["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--flag=ngettext:1:pass-c-format",
            "--keyword=ngettext:1,2", "--output=-"]
DIRECTIVE = re.compile(r"%(?:\d+\$)?[-+ #0]*\d*(?:\.\d+)?[a-z%]")

# Labels with a letter to press that can be seen together.
IN_ALL_DIALOGS = ["_Number of colors", "A_utomatic", "_Accents", "Color spac_e", "Color o_f each cluster",
                  "_1:1", "M_ore"]
OF_LAYERS = ["S_mallest area", "Smooth ed_ges", "_Hide the original"]
DIALOGS = {
    "Extract Palette": IN_ALL_DIALOGS + ["Or_der", "Palette na_me", "Create _Palette"],
    "Posterize": IN_ALL_DIALOGS + OF_LAYERS + [
        "Or_der", "Add a color _bar", "Posi_tion", "Si_ze (%)", "Te_xt", "D_ithering", "La_yers",
        "_Posterize"],
    "Separate Inks": IN_ALL_DIALOGS + OF_LAYERS + [
        "Or_der of printing", "M_inimum width", "_Trap", "Cho_ke", "Under_base", "Se_parate"],
    "Paint by Numbers": IN_ALL_DIALOGS + OF_LAYERS + [
        "Or_der", "Minimum _width", "Smallest num_ber", "Large_st number", "Areas w_ithout room",
        "_Key", "Show the tem_plate", "Make _Template"],
}


@dataclass
class Message:
    original: str
    plural: str
    translations: list
    flags: set


def unescape(text):
    return text.replace('\\n', '\n').replace('\\"', '"').replace('\\\\', '\\')


def messages(text):
    """The messages of a catalog that msgcat wrote with --no-wrap; not its header."""
    found = []
    for block in text.split("\n\n"):
        def values(keyword, block=block):
            return [unescape(value) for value in
                    re.findall(rf'^{keyword} "(.*)"$', block, re.MULTILINE)]
        if re.search("^#~", block, re.MULTILINE):
            found.append(Message("", "", [], {"obsolete"}))
        elif values("msgid") not in ([], [""]):
            flags = set(re.findall(r"[a-z-]+", " ".join(re.findall("^#, (.*)$", block, re.MULTILINE))))
            found.append(Message(values("msgid")[0], "".join(values("msgid_plural")),
                                 values(r"msgstr(?:\[\d\])?"), flags))
    return found


def no_wrap(text):
    return subprocess.run(["msgcat", "--no-wrap", "-"], input=text, capture_output=True, text=True,
                          check=True).stdout


def catalog(language):
    return messages(no_wrap((PO / f"{language}.po").read_text(encoding="utf-8")))


def template():
    """What the sources ask for now; the metainfo, for which xgettext may have no rules, is left out."""
    files = [line for line in potfiles() if line.endswith(".cpp")]
    done = subprocess.run([*XGETTEXT, *files], cwd=SOURCE, capture_output=True, text=True, check=True)
    return messages(no_wrap(done.stdout))


def potfiles():
    lines = (PO / "POTFILES").read_text(encoding="utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def directives(text):
    return sorted(re.sub(r"\d+\$", "", found) for found in DIRECTIVE.findall(text))


def letter(label):
    found = re.search("_(.)", label)
    return found.group(1).casefold() if found else None


class Sources(unittest.TestCase):
    def test_each_file_with_texts_is_listed(self):
        with_texts = [str(path.relative_to(SOURCE)) for path in (SOURCE / "plugin").rglob("*.cpp")
                      if re.search(r'\bN?_\("|ngettext\(', path.read_text(encoding="utf-8"))]
        self.assertEqual(sorted(with_texts),
                         sorted(line for line in potfiles() if line.endswith(".cpp")))

    def test_languages_and_catalogs_agree(self):
        self.assertEqual(LANGUAGES, sorted(LANGUAGES))
        self.assertEqual(LANGUAGES, sorted(path.stem for path in PO.glob("*.po")))

    def test_dialogs_have_these_labels(self):
        known = {message.original for message in template()}
        for labels in DIALOGS.values():
            self.assertLessEqual(set(labels), known)


class Catalogs(unittest.TestCase):
    def test_complete_and_up_to_date(self):
        wanted = {(message.original, message.plural) for message in template()}
        for language in LANGUAGES:
            with self.subTest(language):
                found = catalog(language)
                self.assertFalse([m for m in found if m.flags & {"fuzzy", "obsolete"}])
                self.assertEqual([m.original for m in found if not all(m.translations)], [])
                there = {(message.original, message.plural) for message in found}
                self.assertEqual(wanted - there, set())

    def test_nothing_else(self):
        metainfo = next(SOURCE.glob("data/*.metainfo.xml.in")).read_text(encoding="utf-8")
        metainfo = re.sub(r"\s+", " ", metainfo)
        wanted = {message.original for message in template()}
        for language in LANGUAGES:
            with self.subTest(language):
                found = catalog(language)
                others = {message.original for message in found} - wanted
                self.assertEqual([text for text in others if text not in metainfo], [])

    def test_gettext_accepts_them(self):
        for language in LANGUAGES:
            with self.subTest(language), tempfile.TemporaryDirectory() as folder:
                done = subprocess.run(["msgfmt", "--check", "-o", f"{folder}/out.mo", PO / f"{language}.po"],
                                      capture_output=True, text=True, check=False)
                self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_directives(self):
        for language in LANGUAGES:
            with self.subTest(language):
                found = catalog(language)
                for message in found:
                    for translation in message.translations:
                        # A singular or dual may spell its number out.
                        if message.plural and directives(translation) != directives(message.plural):
                            self.assertIn("%d", message.plural, translation)
                        else:
                            self.assertEqual(directives(translation),
                                             directives(message.plural or message.original), translation)

    def test_letters_to_press(self):
        english = {label: label for labels in DIALOGS.values() for label in labels}
        for language in ["en", *LANGUAGES]:
            with self.subTest(language):
                translated = english if language == "en" else {
                    message.original: message.translations[0] for message in catalog(language)}
                for dialog, labels in DIALOGS.items():
                    letters = [letter(translated[label]) for label in labels]
                    self.assertNotIn(None, letters, dialog)
                    twice = {x for x in letters if letters.count(x) > 1}
                    self.assertEqual(twice, set(), [translated[label] for label in labels
                                                    if letter(translated[label]) in twice])

    def test_no_letters_where_there_are_none(self):
        for language in LANGUAGES:
            with self.subTest(language):
                found = catalog(language)
                for message in found:
                    has = [text.count("_") for text in message.translations]
                    self.assertEqual(set(has), {message.original.count("_")}, message.translations)


if __name__ == "__main__":
    unittest.main()

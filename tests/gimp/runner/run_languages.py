#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts GIMP once for each language of the catalogs, and sees that it knows the commands by their
translated names. Reports in the Test Anything Protocol.

    run_languages.py --gimp GIMP_CONSOLE --plug-ins DIR

The locales are made for the test from the system's definitions (Debian's package locales).
"""

import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import run
import start_gimp

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "po"))
import test_catalogs  # noqa: E402

TERRITORIES = {"cs": "CZ", "ja": "JP", "ko": "KR", "sv": "SE", "uk": "UA"}
MENU_LABELS = {
    "plug-in-color-clusters-palette": "Extract _Palette…",
    "plug-in-color-clusters-posterize": "_Posterize by Clusters…",
}


def locale_of(language):
    return language if "_" in language else f"{language}_{TERRITORIES.get(language, language.upper())}"


def told_in(language, arguments, folder):
    """What GIMP says of the procedures: {name: [menu label, description]}."""
    locale = locale_of(language)
    subprocess.run(["localedef", "-i", locale, "-f", "UTF-8", folder / f"{locale}.UTF-8"],
                   check=True, capture_output=True)
    gimp = start_gimp.Gimp(arguments.gimp, arguments.plug_ins, variables={
        "LC_ALL": f"{locale}.UTF-8", "LOCPATH": str(folder), "LANGUAGE": language})
    return gimp.results_of(Path(__file__).with_name("tell_names.py"), {"names": list(MENU_LABELS)},
                           timeout=120)


def problems(language, arguments, folder):
    """What is not as in the catalog."""
    known = {message.original: message.translations[0]
             for message in test_catalogs.catalog(language)}
    told = told_in(language, arguments, folder)
    found = []
    for name, label in MENU_LABELS.items():
        if known[label] == label:
            found.append(f"{label} is not translated")
        if told[name][0] != known[label]:
            found.append(f"the menu says {told[name][0]!r} instead of {known[label]!r}")
        if told[name][1] not in known.values() or told[name][1] in known:
            found.append(f"the description is {told[name][1]!r}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gimp", required=True)
    parser.add_argument("--plug-ins", required=True)
    arguments = parser.parse_args()
    tap = run.Tap()
    with tempfile.TemporaryDirectory(prefix="color-clusters-languages-") as name:
        folder = Path(name)
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            running = {language: pool.submit(problems, language, arguments, folder)
                       for language in test_catalogs.LANGUAGES}
            for language, result in running.items():
                try:
                    found = result.result()
                except (RuntimeError, OSError, KeyError, subprocess.SubprocessError) as error:
                    found = [str(error)]
                tap.result(not found, f"menu and description in {language}")
                tap.comment("\n".join(found))
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what GIMP says of procedures, {name: [menu label, description]}: for run_languages.py."""

import json
import os

from gi.repository import Gimp


def main():
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    procedures = {name: Gimp.get_pdb().lookup_procedure(name) for name in task["names"]}
    told = {name: [procedure.get_menu_label(), procedure.get_blurb()]
            for name, procedure in procedures.items()}
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump(told, file)


main()

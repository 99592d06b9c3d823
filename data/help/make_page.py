# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the help page: index.html from page.toml, and beside it gimp-help.xml, in which GIMP looks
up what page and place belong to a procedure.

    make_page.py PAGE_TOML PICTURES INDEX_HTML GIMP_HELP_XML
"""

import html
import sys
import tomllib
from pathlib import Path

# What GIMP asks for, which is the name of a procedure: where that is.
HELP_IDS = {
    "plug-in-color-clusters-palette": "dialog-palette",
    "plug-in-color-clusters-posterize": "dialog-posterize",
}

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="color-scheme" content="light dark"/>
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.55 sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.9rem; margin-bottom: 0.5rem; }}
h2 {{ font-size: 1.35rem; margin: 2.8rem 0 0; padding-bottom: 0.2rem; border-bottom: 1px solid #8886; }}
h3 {{ font-size: 1.05rem; margin: 1.8rem 0 0.3rem; }}
h3:target {{ background: #fc03; }}
p {{ margin: 0.4rem 0; }}
img {{ display: block; max-width: 100%; height: auto; margin: 0.7rem 0; }}
nav ul {{ padding-left: 1.2rem; columns: 2; }}
code {{ font-size: 0.95em; }}
</style>
</head>
<body>
<h1>{title}</h1>
{intro}
<nav>
<ul>
{contents}
</ul>
</nav>
{parts}
</body>
</html>
"""


def sections(page):
    return [section for part in page["part"] for section in part["section"]]


def section_html(section):
    lines = [f'<h3 id="{section["id"]}">{html.escape(section["title"])}</h3>',
             section["text"].strip()]
    if "picture" in section:
        lines.append(f'<img src="pictures/{section["picture"]}" alt="{html.escape(section["alt"])}"/>')
    return "\n".join(lines)


def part_html(part):
    return "\n".join([f"<h2>{html.escape(part['title'])}</h2>", *map(section_html, part["section"])])


def index_html(page):
    contents = "\n".join(f'<li><a href="#{section["id"]}">{html.escape(section["title"])}</a></li>'
                         for section in sections(page))
    return PAGE.format(title=html.escape(page["title"]), intro=page["intro"].strip(),
                       contents=contents, parts="\n".join(map(part_html, page["part"])))


def gimp_help_xml(page):
    known = {section["id"] for section in sections(page)}
    assert set(HELP_IDS.values()) <= known, "gimp-help.xml refers to what is not on the page"
    items = "\n".join(f'  <help-item id="{name}" ref="index.html#{place}" title="{page["title"]}"/>'
                      for name, place in HELP_IDS.items())
    return f'<?xml version="1.0" encoding="utf-8"?>\n<gimp-help>\n{items}\n</gimp-help>\n'


def main():
    source, pictures, index, items = map(Path, sys.argv[1:])
    page = tomllib.loads(source.read_text(encoding="utf-8"))
    for section in sections(page):
        if "picture" in section and not (pictures / section["picture"]).is_file():
            sys.exit(f"{source}: there is no picture {section['picture']}")
    index.write_text(index_html(page), encoding="utf-8")
    items.write_text(gimp_help_xml(page), encoding="utf-8")


main()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the help page: index.html from Markdown files, one after the other, and beside it
gimp-help.xml, in which GIMP looks up what place on the page belongs to a dialog or an option.

    make_page.py MARKDOWN… INDEX_HTML GIMP_HELP_XML DEPENDENCIES

It is one file, with the pictures in it: from a GIMP or for a browser in a sandbox, a portal opens one
file and not what is beside it. The dependencies, for Make or Ninja, are these pictures.

A place that something links to is a heading that begins with its anchor: `### <a id="colors"></a>Number
of colors`. Links between the files become links on the page.
"""

import base64
import html
import re
import sys
from pathlib import Path

import markdown

# What GIMP asks for when Help is pressed, which is the name of a procedure: where that is. The options
# have names of their own, see plugin/frame/dialog_help.cpp.
DIALOGS = {
    "plug-in-color-clusters-palette": "dialog-palette",
    "plug-in-color-clusters-posterize": "dialog-posterize",
    "plug-in-color-clusters-separate": "dialog-separate",
    "plug-in-color-clusters-paint-by-numbers": "dialog-numbers",
}
OPTION_PREFIX = "color-clusters-"

HEADING = re.compile(r"<h([123])>(?:<a id=\"([a-z-]+)\"></a>)?(.*?)</h\1>")
PICTURE = re.compile(r'src="([^":]+)"')
LINK = re.compile(r'href="(?:[a-z]+\.md)#([a-z-]+)"')

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
h2 {{ font-size: 1.35rem; margin: 3rem 0 0; padding-bottom: 0.2rem; border-bottom: 1px solid #8886; }}
h3 {{ font-size: 1.05rem; margin: 2rem 0 0.3rem; scroll-margin-top: 1rem; }}
h3:target {{ background: #fc03; }}
p, li {{ margin: 0.4rem 0; }}
img {{ display: block; max-width: 100%; height: auto; margin: 0.7rem 0; }}
nav {{ margin: 1.2rem 0; padding: 0.6rem 1rem; background: #8881; border-radius: 0.4rem; }}
nav a {{ white-space: nowrap; }}
table {{ border-collapse: collapse; margin: 0.8rem 0; }}
th, td {{ padding: 0.25rem 0.6rem; border-bottom: 1px solid #8884; text-align: left; vertical-align: top; }}
code {{ font-size: 0.95em; }}
pre {{ padding: 0.6rem 1rem; background: #8881; border-radius: 0.4rem; overflow-x: auto; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def data_uri(path):
    data = base64.b64encode(path.read_bytes()).decode()
    return f"data:image/{path.suffix.removeprefix('.')};base64,{data}"


def with_anchor(heading):
    level, anchor, text = heading.groups()
    return f'<h{level} id="{anchor}">{text}</h{level}>' if anchor else heading[0]


def contents(body):
    """The sections of each part in a line."""
    parts = []
    for level, anchor, text in HEADING.findall(body):
        if level == "2":
            parts.append((text, []))
        elif level == "3" and anchor:
            parts[-1][1].append(f'<a href="#{anchor}">{text}</a>')
    lines = [f"<p><b>{title}:</b> {' · '.join(links)}</p>" for title, links in parts if links]
    return "\n".join(["<nav>", *lines, "</nav>"])


def page(body, folder):
    title = HEADING.search(body)[3]
    before, first_part, after = body.partition("<h2>")
    body = before + contents(body) + first_part + after
    body = HEADING.sub(with_anchor, body)
    body = LINK.sub(r'href="#\1"', body)
    body = PICTURE.sub(lambda picture: f'src="{data_uri(folder / picture[1])}"', body)
    return PAGE.format(title=title, body=body)


def gimp_help_xml(body):
    sections = {anchor: text for _, anchor, text in HEADING.findall(body) if anchor}
    places = DIALOGS | {OPTION_PREFIX + name: name for name in sections}
    items = [f'  <help-item id="{name}" ref="index.html#{place}" '
             f'title="{html.escape(html.unescape(sections[place]))}"/>'
             for name, place in places.items()]
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', "<gimp-help>", *items, "</gimp-help>", ""])


def main():
    *sources, index, items, dependencies = map(Path, sys.argv[1:])
    text = "\n\n".join(source.read_text(encoding="utf-8") for source in sources)
    body = markdown.markdown(text, extensions=["tables", "fenced_code"])
    folder = sources[0].parent
    pictures = [str(folder / name).replace(" ", "\\ ") for name in PICTURE.findall(body)]
    index.write_text(page(body, folder), encoding="utf-8")
    items.write_text(gimp_help_xml(body), encoding="utf-8")
    dependencies.write_text(f"{index}: {' '.join(pictures)}\n", encoding="utf-8")


main()

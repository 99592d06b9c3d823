# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the help page: index.html from page.md, and beside it gimp-help.xml, in which GIMP looks up
what place on the page belongs to a dialog or an option.

    make_page.py PAGE_MD INDEX_HTML GIMP_HELP_XML DEPENDENCIES

The pictures go into the page itself: from a GIMP or for a browser in a sandbox, a portal opens one file
and not what is beside it. The dependencies, for Make or Ninja, are these pictures.

The page uses little of Markdown, so that this needs nothing but Python: headings, of which the third
level begins with its anchor, paragraphs, pictures that stand alone, and what INLINE lists.
"""

import base64
import html
import re
import sys
from pathlib import Path

# What GIMP asks for when Help is pressed, which is the name of a procedure: where that is. The options
# have names of their own, see plugin/frame/dialog_help.cpp.
DIALOGS = {
    "plug-in-color-clusters-palette": "dialog-palette",
    "plug-in-color-clusters-posterize": "dialog-posterize",
}
OPTION_PREFIX = "color-clusters-"

SECTION = re.compile(r'### <a id="([a-z-]+)"></a>(.+)')
PICTURE = re.compile(r"!\[([^]]+)\]\((\S+)\)")
INLINE = [
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"\*(.+?)\*"), r"<i>\1</i>"),
    (re.compile(r"`(.+?)`"), r"<code>\1</code>"),
]

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
p {{ margin: 0.4rem 0; }}
img {{ display: block; max-width: 100%; height: auto; margin: 0.7rem 0; }}
nav {{ margin: 1.2rem 0; padding: 0.6rem 1rem; background: #8881; border-radius: 0.4rem; }}
nav a {{ white-space: nowrap; }}
code {{ font-size: 0.95em; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def inline(text):
    text = html.escape(text, quote=False)
    for pattern, replacement in INLINE:
        text = pattern.sub(replacement, text)
    return text


def pictures(blocks):
    """Where they are, beside the page."""
    return [picture[2] for picture in map(PICTURE.fullmatch, blocks) if picture]


def picture_html(path, text):
    data = base64.b64encode(path.read_bytes()).decode()
    kind = path.suffix.removeprefix(".")
    return f'<img src="data:image/{kind};base64,{data}" alt="{html.escape(text)}"/>'


def block_html(block, folder):
    """A heading, a picture or a paragraph."""
    if section := SECTION.fullmatch(block):
        return f'<h3 id="{section[1]}">{inline(section[2])}</h3>'
    if picture := PICTURE.fullmatch(block):
        return picture_html(folder / picture[2], picture[1])
    for level, mark in ((1, "# "), (2, "## ")):
        if block.startswith(mark):
            return f"<h{level}>{inline(block.removeprefix(mark))}</h{level}>"
    if block[0] in "#!<>-|" or "](" in block:
        sys.exit(f"This is more Markdown than make_page.py knows:\n{block}")
    return f"<p>{inline(block)}</p>"


def contents_html(blocks):
    """The sections of each part in a line."""
    parts = []
    for block in blocks:
        if block.startswith("## "):
            parts.append((block.removeprefix("## "), []))
        elif section := SECTION.fullmatch(block):
            parts[-1][1].append(f'<a href="#{section[1]}">{inline(section[2])}</a>')
    lines = [f"<p><b>{inline(title)}:</b> {' · '.join(links)}</p>" for title, links in parts]
    return "\n".join(["<nav>", *lines, "</nav>"])


def index_html(blocks, folder):
    body = [block_html(block, folder) for block in blocks]
    # Before the first part.
    body.insert(next(i for i, block in enumerate(blocks) if block.startswith("## ")),
                contents_html(blocks))
    return PAGE.format(title=inline(blocks[0].removeprefix("# ")), body="\n".join(body))


def gimp_help_xml(blocks):
    sections = dict(section.groups() for section in map(SECTION.fullmatch, blocks) if section)
    places = DIALOGS | {OPTION_PREFIX + name: name for name in sections}
    items = [f'  <help-item id="{name}" ref="index.html#{place}" title="{html.escape(sections[place])}"/>'
             for name, place in places.items()]
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', "<gimp-help>", *items, "</gimp-help>", ""])


def main():
    source, index, items, dependencies = map(Path, sys.argv[1:])
    text = source.read_text(encoding="utf-8")
    blocks = [" ".join(block.split("\n")) for block in re.split(r"\n{2,}", text.strip())]
    index.write_text(index_html(blocks, source.parent), encoding="utf-8")
    items.write_text(gimp_help_xml(blocks), encoding="utf-8")
    needed = " ".join(str(source.parent / name).replace(" ", "\\ ") for name in pictures(blocks))
    dependencies.write_text(f"{index}: {needed}\n", encoding="utf-8")


main()

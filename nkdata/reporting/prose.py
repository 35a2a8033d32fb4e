"""The words of notebooks as HTML: Markdown without raw HTML, headings one level down, links that stay in the page."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Any

import mistune
from mistune.util import escape

from nkdata.collection.foreign import safe_url
from nkdata.questions.evidence import slug


class _Renderer(mistune.HTMLRenderer):
    """HTML of one notebook's words."""

    def __init__(self, notebooks: Collection[str]) -> None:
        super().__init__(escape=True)
        self.notebooks = notebooks
        self.deepest = 2

    def heading(self, text: str, level: int, **attrs: Any) -> str:  # as mistune has it
        self.deepest = min(level + 1, 6)
        return f"<h{self.deepest}>{text}</h{self.deepest}>\n"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        path = PurePosixPath(url)
        if path.suffix == ".ipynb" and path.stem in self.notebooks:
            return f'<a href="#{slug(path.stem)}">{text}</a>'
        return f'<a href="{escape(url)}">{text}</a>' if safe_url(url) else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text


def prose(source: str, notebooks: Collection[str] = ()) -> tuple[str, int]:
    """A Markdown cell as HTML, and the level of its last heading (2 where it has none).

    `# …` becomes h2, as the page has the h1.  Links to other notebooks lead to their part of the page.
    """
    renderer = _Renderer(notebooks)
    made = mistune.create_markdown(renderer=renderer, plugins=["table"])(source)
    return str(made), renderer.deepest


def heading(source: str) -> str:
    """The first heading of a Markdown text, without its marks; "" when there is none."""
    return next((line.lstrip("#").strip() for line in source.splitlines() if line.startswith("#")), "")

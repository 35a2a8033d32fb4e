"""What a saved notebook shows in place of the workbench, whose widgets go with the kernel: a chart and rows."""

from __future__ import annotations

from asyncio import TimerHandle
from base64 import b64encode
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from nkdata.workbench.stepping import running
from nkdata.workbench.words import COLUMNS, READ, cells

if TYPE_CHECKING:
    from nkdata.workbench.bench import Bench

MOST = 50  # rows that are kept
LATER = 1.0  # seconds after an answer, in which nobody asked anew
HOW = "As it stood when this notebook was last used. <i>Run ▸ Run All Cells</i> brings the workbench back."
# What is kept is not seen beside the workbench, nor, where it is seen, the message that there are no widgets.
STYLE = (
    "<style>.jp-OutputArea:has(.nk-bench) .nk-kept { display: none; }"
    ".jp-OutputArea:has(.nk-kept):not(:has(.nk-bench)) .jp-OutputArea-child:not(:has(.nk-kept)) { display: none; }"
    ".jp-RenderedHTMLCommon .nk-kept :is(th, td) { text-align: left; vertical-align: top; }"
    ".nk-kept img { max-width: 700px; width: 100%; }</style>"
)


def keep(bench: Bench) -> None:
    """Store in the cell what the workbench shows, anew after each answer; nothing outside a notebook."""
    loop = running()
    if loop is None:
        return
    from IPython.display import HTML, display

    html: Callable[[str], object] = HTML  # has no types
    place: Any = display(html(""), display_id=True)  # type: ignore[no-untyped-call]
    waits: list[TimerHandle] = []

    def changed(change: object) -> None:
        for one in waits:
            one.cancel()
        waits[:] = [loop.call_later(LATER, lambda: place.update(html(kept(bench))))]

    for one in (bench.picture, bench.count, bench.grid):  # a chart that stays the same may stand for fewer rows
        one.observe(changed, names="value")


def kept(bench: Bench) -> str:
    """Count, chart and first rows of what the workbench shows, as HTML that needs no script."""
    from nkdata.reporting.svg import inline_svg

    shown, view = bench.shown, bench.view
    svg = inline_svg(bench.drawn).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) if bench.drawn else ""
    coded = b64encode(svg.encode()).decode()
    alt = escape(bench.drawn.alt) if bench.drawn else ""
    picture = f'<p><img alt="{alt}" src="data:image/svg+xml;base64,{coded}"></p>' if svg else ""
    rows = shown.rows[[name for name in READ if name in shown.rows]].head(MOST).to_dict("records")
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells(row, view.table))}</tr>" for row in rows)
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    more = f"<p>The first {MOST} rows.</p>" if len(shown.rows) > MOST else ""
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}" if rows else ""
    return f'{STYLE}<div class="nk-kept"><p>{HOW}</p><p><b>{shown.counted(view.table)}</b></p>{picture}{table}</div>'

"""The HTML of the workbench's panes.  Whatever comes out of an article or a table is escaped; nothing is fetched.

A mark, row or link carries `data-send`, or leads to an anchor of the page; a click on it, a period brushed, and the
keys of the reading pane, are written into a hidden text box, whose value the kernel sees (`Bench.heard`): the one way
back that needs no script of our own in the browser's extensions.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from nkdata.collection.foreign import safe_url
from nkdata.errors import BadParameter
from nkdata.questions.evidence import Telling
from nkdata.review.log import NAMES
from nkdata.workbench.correcting import FORMS
from nkdata.workbench.readings import Reading, key_of
from nkdata.workbench.words import COLUMNS, READ, cells

PAGE = 100  # rows of a table that a browser is given at a time
RANK = {"claim": 0, "event": 1, "date": 2, "quote": 3}  # what a click on overlapping marks means
KEYS = {"j": "next", "k": "previous", "y": "confirm", "n": "reject", "u": "undo", "c": "edit"}
# The kernel sees the last value alone where several follow fast: each value holds the last twenty things said.
TELL = (
    "const box=bench.querySelector('.nk-heard input');window.nkSent=Math.max(Date.now(),(window.nkSent||0)+1);"
    "box.nkLine=[...(box.nkLine||[]).slice(-19),window.nkSent+' '+said];box.value=box.nkLine.join('\\u001f');"
    "for(const kind of ['input','change'])box.dispatchEvent(new Event(kind,{bubbles:true}));"
)
SEND = "window.nkAsked=true;window.nkSaid=said;const bench=this.closest('.nk-bench');" + TELL
CLICK = (
    "const at=event.target.closest('[data-send],a[href^=&quot;#&quot;]');if(!at)return;event.preventDefault();"
    "event.stopPropagation();const said=at.dataset.send||'anchor '+at.getAttribute('href').slice(1);" + SEND
)
# The selection as offsets in code points, which is how articles are counted.
SELECTED = (
    "const held=getSelection(),words=this.querySelector('.nk-words');"
    "if(words&&held.rangeCount&&!held.isCollapsed&&words.contains(held.anchorNode)&&words.contains(held.focusNode)){"
    "const range=held.getRangeAt(0),before=document.createRange();before.setStart(words,0);"
    "before.setEnd(range.startContainer,range.startOffset);const start=[...before.toString()].length;"
    "said='select '+start+' '+(start+[...range.toString()].length);}"
)
# Table, strip and article are one stop of the Tab key each; arrows go from row to row, bar to bar, mark to mark.
STOPS = "tbody button,[data-day],.nk-words [data-send]"
ARROWS = (
    f"const at=event.target.closest('{STOPS}');"
    "const step={ArrowDown:1,ArrowRight:1,ArrowUp:-1,ArrowLeft:-1}[event.key];if(!at||!step)return;"
    f"event.preventDefault();event.stopPropagation();const all=[...this.querySelectorAll('{STOPS}')];"
    "const to=all[all.indexOf(at)+step];if(to){at.tabIndex=-1;to.tabIndex=0;to.focus();}"
)
MARKING = escape(Path(__file__).with_name("marking.js").read_text(encoding="utf-8"))
PRESS = (
    f"const keys={KEYS};let said=keys[event.key]&&'do '+keys[event.key]+' '+(this.dataset.row||'');"
    f"if(event.ctrlKey||event.metaKey||event.altKey)return;{MARKING}"
    "if(marked(this,event.key,event.shiftKey)){event.preventDefault();event.stopPropagation();return;}"
    "if(event.key==='Enter'){const at=event.target.closest('[data-send]');said=at&&at.dataset.send;}"
    "if(event.key==='a'){" + SELECTED + "}"
    "if(!said){" + ARROWS + "return;}event.preventDefault();event.stopPropagation();" + SEND
)
# Whoever comes back to this tab sees what was corrected or read in meanwhile; a click or Tab elsewhere keeps the focus.
# Keys without Ctrl, Alt or Command are for what has the focus: to JupyterLab an `m` in a list of choices is a command.
AWAKE = (
    "const bench=this.closest('.nk-bench'),said='look',look=()=>{if(bench.isConnected){" + TELL + "}};"
    "for(const kind of ['pointerdown','keydown'])window.addEventListener(kind,event=>{"
    "if(event.key&&bench.contains(event.target))event.target.toggleAttribute('data-lm-suppress-shortcuts',"
    "!(event.ctrlKey||event.metaKey||event.altKey));"
    "if(!event.key||event.key==='Tab')window.nkAsked=false;},true);"
    "window.addEventListener('focus',look);bench.addEventListener('pointerenter',look);"
)
# New content has no script of its own and no focus: the stretch read comes into sight as its (empty) animation begins,
# and whoever asked by a mark, a row or a key can go on by key.
ARRIVE = (
    "const pane=this.closest('.nk-pane');const at=this.getBoundingClientRect().top-pane.getBoundingClientRect().top;"
    "pane.scrollTop+=at-pane.clientHeight/3;if(window.nkAsked||pane.matches('.nk-asked'))"
    "pane.focus({preventScroll:true});"
)
# The same for table and strip: what was pressed there has the focus again in what came of it.
BACK = "if(window.nkAsked&&(window.nkSaid||'').split(' ')[0]===this.dataset.back){window.nkSaid='';this.focus();}"
WAKE = f'<i class="nk-awake" onanimationstart="{AWAKE}"></i>'
STYLE = f"<style>{Path(__file__).with_name('bench.css').read_text(encoding='utf-8')}</style>"


def answering(html: str, *, label: str = "", keys: bool = False, row: str = "", focus: bool = False) -> str:
    """HTML whose marks and rows answer a click; with `keys` those of the reading pane too, which shows that row.

    With `focus` the keys go there once it is shown.
    """
    named = f' role="region" aria-label="{escape(label)}" tabindex="0"' if label else ""
    pressed = f' data-row="{escape(row)}" onkeydown="{PRESS}"' if keys else ""
    kind = f' class="nk-pane{" nk-asked" * focus}"' if keys else ""
    return f'<div{kind}{named} onclick="{CLICK}"{pressed}>{html}</div>'


def article(
    reading: Reading,
    chosen: Telling | None = None,
    row: Mapping[str, Any] | None = None,
    offers: Iterable[Mapping[str, Any]] = (),
) -> str:
    """An article with its marks, the chosen stretch outlined, and who said what of the chosen row.

    What the row says stays in sight above the text: it is what a key confirms.
    """
    spots = (chosen.start, chosen.end) if chosen else None
    where = ", ".join(part for part in (reading.source, reading.published or "undated") if part)
    key = "".join(f'<mark class="nk-{kind}">{kind}</mark>' for kind in RANK)
    return (
        f"<h2>{escape(reading.title or reading.id)}</h2><p>{escape(where)}</p>{summary(row) if row else ''}"
        f"{judged(row) if row else ''}"
        f'{"".join(map(offer, offers))}<p class="nk-key nk-text">{key}</p>'
        f'<div class="nk-text nk-words">{marked(reading.text, reading.spans, spots)}</div>'
    )


def summary(row: Mapping[str, Any]) -> str:
    """What a row says, in one line, who judged it, and what she noted."""
    subject, says, place, about, who, _, _, by = cells(row, "claims" if "metric" in row else "events")
    told = " · ".join(escape(part) for part in (place, about, who, by or "not judged yet") if part)
    note = f"<br>Note by {escape(str(row['review_note']))}" if row.get("review_note") else ""
    return f'<p class="nk-now"><b>{escape(subject)}: {escape(says)}</b> · {told}{note}</p>'


def offer(one: Mapping[str, Any]) -> str:
    """What somebody said of the same sentence in another article, to be taken over or not."""
    fields = " ".join(f"{name}={_plain(value)}" for name, value in one["fields"].items())
    told = escape(f"{one['by']} said of this sentence elsewhere: {one['action']} {fields}".strip())
    return f'<p>{told} <button data-send="do take {escape(one["entry"])}">take over</button></p>'


def marked(text: str, spans: Iterable[tuple[int, int, str, str]], chosen: tuple[int, int] | None = None) -> str:
    """The text with its spans as `<mark>`: cut where any begins or ends, claims before events, dates, quotes."""
    held = sorted(spans, key=lambda one: (RANK[one[2]], one[1] - one[0]))
    edges = {0, len(text), *(edge for one in held for edge in one[:2]), *(chosen or ())}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    parts, leading, first_chosen = [], {}, True  # of the pieces that lead on, whether it is the chosen one
    for start, end in pairwise(cuts):
        over = [one for one in held if one[0] <= start and end <= one[1]]
        inside = chosen is not None and chosen[0] <= start and end <= chosen[1]
        piece = escape(text[start:end])
        if not over and not inside:
            parts.append(piece)
            continue
        kinds = [f"nk-{one[2]}" for one in over[:1]] + ["nk-chosen"] * inside
        send = next((one[3] for one in over if one[3]), "")
        leads = f' data-send="row {escape(send)}" role="button" tabindex="-1"' if send else ""
        if send:
            leading[len(parts)] = inside
        spot = f' id="nk-chosen" onanimationstart="{ARRIVE}"' if inside and first_chosen else ""
        first_chosen = first_chosen and not inside
        parts.append(f'<mark class="{" ".join(kinds)}"{leads}{spot}>{piece}</mark>')
    for place in sorted(leading, key=lambda place: not leading[place])[:1]:
        parts[place] = parts[place].replace('tabindex="-1"', 'tabindex="0"', 1)
    return "".join(parts)


def code(text: str) -> str:
    """Code to be copied, folded away as the reader left it."""
    stays = 'class="nk-back" ontoggle="window.nkCode=this.open" onanimationstart="this.open=!!window.nkCode"'
    held = f'<pre class="nk-code" tabindex="0">{escape(text)}</pre>'
    return f"<details {stays}><summary>Copy as code</summary>{held}</details>"


def judged(row: Mapping[str, Any]) -> str:
    """What the machine said and what a person said of a row, side by side."""
    kind = "claim" if "metric" in row else "event"
    at = str(row["reviewed_at"])[:16].replace("T", " ")  # a day and a minute
    by = f"{row['reviewed']} by {row['reviewed_by']}, {at}" if row["reviewed"] != "none" else "unjudged"
    head = f"<tr><th>field</th><th>the machine</th><th>{escape(by)}</th></tr>"
    lines = []
    for name in FORMS[kind]:
        column = f"{name}_name" if name in NAMES else name
        now = _plain(row[column])
        before = _plain(row[f"said_{column}"]) if row["reviewed"] == "corrected" else now
        if not (before or now):
            continue
        lines.append(
            f"<tr><th>{escape(name.replace('_', ' '))}</th><td>{escape(before)}</td>"
            f"<td>{escape(now) if now != before else ''}</td></tr>"
        )
    conflict = f"<p>{escape(str(row['review_conflict']))}</p>" if row["review_conflict"] else ""
    return f'<table class="nk-said">{head}{"".join(lines)}</table>{conflict}'


def _plain(cell: Any) -> str:  # a cell of any type
    return "" if cell is None or pd.isna(cell) else f"{cell:,.15g}" if isinstance(cell, float) else str(cell)


def source(telling: Telling) -> str:
    """A telling of a reference table: our note, who, when, the source."""
    link = f'<a href="{escape(telling.url)}">{escape(telling.source)}</a>' if safe_url(telling.url) else ""
    return (
        f"<h2>{escape(telling.claimant)}, {escape(telling.day or 'undated')}</h2><p>{escape(telling.note)}</p>"
        f"<p>{link or escape(telling.source)}</p><p>Table {escape(telling.table)}, row {escape(telling.row_id)}</p>"
    )


def grid(listed: pd.DataFrame, table: str, first: int = 0, column: str = "", *, down: bool = False) -> str:
    """A page of the rows of `words.arranged`, from `first` on: the first cell of each opens its sentence.

    Headings sort by their `column`, `down` from the largest; cells are escaped.
    """
    part = listed[[name for name in READ if name in listed]].iloc[first : first + PAGE]
    head = "".join(_heading(name, " ▼" if down else " ▲", name == column) for name in COLUMNS)
    body = []
    for number, row in enumerate(part.to_dict("records")):
        one, *rest = map(escape, cells(row, table))
        back = f' class="nk-back" data-back="page" onanimationstart="{BACK}"' if first and not number else ""
        opens = f'data-send="row {escape(key_of(row["article_id"], row["id"]))}" tabindex="{-1 if number else 0}"{back}'
        body.append(f"<tr><td><button {opens}>{one}</button></td>{''.join(f'<td>{cell}</td>' for cell in rest)}</tr>")
    last, steps = first + len(part), []
    if first:
        steps.append(f'<button data-send="page {max(first - PAGE, 0)}">before</button>')
    if last < len(listed):
        steps.append(f'<button data-send="page {last}">next {min(PAGE, len(listed) - last)}</button>')
    turn = f"<p>Rows {first + 1:,} to {last:,} of {len(listed):,}. {' '.join(steps)}</p>" if steps else ""
    held = f'<div class="nk-table nk-grid" tabindex="0" role="region" aria-label="Table" onkeydown="{ARROWS}"'
    shown = f"{held}><table><thead><tr>{head}</tr></thead><tbody>{''.join(body)}"
    return answering(f"{shown}</tbody></table></div>{turn}")


def _heading(name: str, arrow: str, sorted_by: bool) -> str:
    """A heading that sorts; the one sorted by keeps the focus."""
    told = f' aria-sort="{"descending" if arrow == " ▼" else "ascending"}"' if sorted_by else ""
    back = f' class="nk-back" data-back="sort" onanimationstart="{BACK}"' if sorted_by else ""
    return (
        f'<th scope="col"{told}><button data-send="sort {name}"{back}>{name}{arrow if sorted_by else ""}</button></th>'
    )


def beside(made: pd.DataFrame, one: str, other: str, shown: Container[str] = ()) -> str:
    """Two sets of rows side by side, as `correcting.differing` has them; a row of those `shown` opens its sentence."""
    if made.empty:
        return f"<p>Neither {escape(one)} nor {escape(other)} says anything in the rows shown.</p>"
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in ("What", "Where", one, other))
    lines = []
    for line in made.to_dict("records"):
        subject, place, *said = (escape(str(line[name]).replace("_", " ")) for name in made.columns[:4])
        key = next((one for one in line["rows"] if one in shown), "")
        what = f'<button data-send="row {escape(key)}">{subject}</button>' if key else subject
        look = ' class="nk-same"' if line["same"] else ""
        lines.append(f"<tr{look}>{''.join(f'<td>{cell}</td>' for cell in (what, place, *said))}</tr>")
    same, alone = int(made["same"].sum()), int(made["alone"].sum())
    differ = len(made) - same - alone
    parts = [(differ, "differ" if differ != 1 else "differs"), (alone, "told on one side alone"), (same, "the same")]
    told = ", ".join(f"{count} {words}" for count, words in parts if count)
    region = '<div class="nk-table nk-beside" tabindex="0" role="region" aria-label="Comparison">'
    return answering(f"<p>{told}.</p>{region}<table><tr>{head}</tr>{''.join(lines)}</table></div>")


def fault(words: object) -> str:
    """An error in the place of what it concerns, in plain words; a box by the name that stands at it."""
    if isinstance(words, BadParameter):
        words = BadParameter(words.where.replace("_", " "), words.found, words.remedy)
    return f'<p class="nk-fault" role="alert">{escape(str(words))}</p>'

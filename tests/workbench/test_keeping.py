"""What a saved notebook shows where the workbench was."""

import asyncio
import re
from base64 import b64decode
from xml.etree import ElementTree

import pytest

from nkdata.workbench import keeping
from nkdata.workbench.bench import Bench
from nkdata.workbench.desk import Desk
from nkdata.workbench.keeping import kept


def test_a_saved_notebook_holds_count_chart_and_rows_without_a_script() -> None:
    bench = Bench(Desk(), flood="2020-08-flood")
    made = kept(bench)
    assert "<b>8 claims</b>" in made
    assert made.count("<tr>") == 9
    assert not re.search("<script|onclick|onkeydown", made)
    (coded,) = re.findall(r'src="data:image/svg\+xml;base64,([^"]*)"', made)
    assert bench.drawn is not None
    assert ElementTree.fromstring(b64decode(coded)).get("aria-label") == bench.drawn.title
    bench.form["place"].value = "Nowhere"
    assert "<b>0 claims</b>" in kept(bench)
    assert "<tr>" not in kept(bench)


class Place:
    """Where a notebook shows something, and what was put there."""

    def __init__(self) -> None:
        self.held: list[str] = []

    def update(self, shown: object) -> None:
        self.held.append(str(getattr(shown, "data", "")))


def test_rows_are_kept_anew_where_the_chart_stays_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place()
    monkeypatch.setattr(Bench, "_draw", lambda *_: iter(()))
    monkeypatch.setattr(keeping, "LATER", 0.01)
    monkeypatch.setattr("IPython.display.display", lambda *_, display_id: place)

    async def used() -> None:
        bench = Bench(Desk())
        keeping.keep(bench)
        bench.form["place"].value = "Kaesong"
        bench.form["place"].value = "Nowhere"
        await asyncio.sleep(0.5)

    asyncio.run(used())
    assert [re.findall("<b>(.*?)</b>", one) for one in place.held[-1:]] == [["0 claims"]]

"""What a saved notebook shows where the workbench was."""

import re
from base64 import b64decode
from xml.etree import ElementTree

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

"""Does each rule of one's own find what its example says?"""

from __future__ import annotations

from collections.abc import Iterator

from nkdata.errors import BadRuleTable
from nkdata.extracting.pipeline import extract
from nkdata.extracting.wording import ruletables
from nkdata.model import Article

TRIED = {"metric_rules": "metric", "event_rules": "kind"}  # tables whose examples tell what must be found


def faults() -> Iterator[BadRuleTable]:
    """The rows of one's own rule tables whose example does not lead to them."""
    own = ruletables.own_folder()
    for table, column in TRIED.items() if own else ():
        for number, row in enumerate(ruletables.rows(table), start=2):
            name = f"{table}.csv:{number}"
            path, _ = ruletables.place(name)
            if path.parent != own:
                continue
            if not row["example"]:
                yield BadRuleTable(f"{path.name}: example", "empty", "write a sentence that the rule should read")
                continue
            found = extract(Article(id="example", text=row["example"], published="2020-08-18", language="en"))
            met = {claim.rule for claim in found.claims} | {event.rule for event in found.events}
            if name not in met:
                what = f"the example does not lead to {row[column]}"
                yield BadRuleTable(f"{path.name}: example", what, "mend the row or its words, or put the words in it")

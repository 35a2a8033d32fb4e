"""Long lists of the page stand folded, each entry in one fold."""

from __future__ import annotations

import pytest

from nkdata.questions.evidence import Evidence, Telling
from nkdata.reporting.folding import FLAT, by_year, folded
from nkdata.reporting.quoting import Cited, Passage, Shown


def cited(number: int, day: str, article: bool) -> Cited:
    telling = Telling("KCNA", "", "asserted", day, "730 homes")
    passage = Passage("", "", "730 homes", "", "") if article else None
    one = Evidence(f"ev-c{number}", "730 homes", (telling,))
    return Cited(one.anchor, one.heading, (Shown(telling, " says", passage, "KCNA", "", ""),))


def test_a_short_list_has_no_folds_and_none_is_no_list() -> None:
    few = [cited(number, "2020-08-18", article=True) for number in range(FLAT)]
    assert [(fold.label, len(fold.held)) for fold in folded(few)] == [("", FLAT)]
    assert folded([]) == by_year([]) == ()


@pytest.mark.parametrize(
    ("articles", "labels", "stand_open"),
    [
        (4, ["1 August 2020", "2 August 2020", "3 August 2020", "4 August 2020"], True),
        (FLAT + 30, ["August 2020", "September 2020", "October 2020"], False),
    ],
)
def test_articles_fold_by_day_and_many_days_by_month_rows_by_year(
    articles: int, labels: list[str], stand_open: bool
) -> None:
    days = [f"2020-{8 + number // 30:02d}-{1 + number % 30:02d}" for number in range(articles)]
    told = [cited(number, day, article=True) for number, day in enumerate(days)]
    rows = [cited(1000 + number, day, article=False) for number, day in enumerate(["2007-08", "", "2007"] * FLAT)]
    made = folded([*rows, *told])
    own = [f"Told by articles of {label}" for label in labels]
    assert [fold.label for fold in made] == [
        *own, "Rows of tables, told in 2007", "Rows of tables, told in no known year",
    ]  # fmt: skip
    assert [fold.open for fold in made] == [stand_open] * len(own) + [False, False]
    assert sorted(one.anchor for fold in made for one in fold.held) == sorted(one.anchor for one in [*rows, *told])

"""Who says so and where are one, however articles spell them: in filters, in what a form offers, side by side."""

import pandas as pd
import pytest

from nkdata.collection.folder import Folder
from nkdata.collection.ingest import ingest
from nkdata.model import Article
from nkdata.workbench import correcting, pages
from nkdata.workbench.desk import Desk
from nkdata.workbench.naming import called
from nkdata.workbench.state import View

TOLD = {
    "2020-08-04": "SEOUL - KCNA said that the floods killed 3 people in South Phyongan Province.",
    "2020-08-05": (
        "SEOUL - Korean Central News Agency said that floods killed 3 people in South Pyongan Province.\n\n"
        "The agency said that winds killed 5 people in Anju.\n\n"
        "A fisherman said that waves killed 2 people in Busan."
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    where = tmp_path_factory.mktemp("spelt")
    articles = [
        Article(day, text, "Floods", day, "day", "argument", language="en", content_hash=day[-1] * 64, path=day)
        for day, text in TOLD.items()
    ]
    ingest(articles, Folder(where), at="2020-09-01T00:00:00Z", jobs=1, refused=print)
    return Desk(collection=str(where))


@pytest.mark.parametrize(
    ("view", "count"),
    [
        (View(claimant="KCNA"), 3),
        (View(claimant="korean central news agency"), 3),
        (View(claimant="kcna"), 3),
        (View(claimant="fisherman"), 1),
        (View(place="South Phyongan"), 3),
        (View(place="South Pyongan"), 3),
        (View(place="south-pyongan"), 3),
    ],
)
def test_a_name_asks_for_every_spelling_of_it(desk: Desk, view: View, count: int) -> None:
    assert desk.rows(view).total == count


def test_a_form_offers_each_once(desk: Desk) -> None:
    offered = desk.choices("claims")
    assert offered["claimant_name"] == ["Korean Central News Agency", "fisherman"]
    assert offered["place_name"] == ["South Pyongan", "Anju", "Busan"]


def test_two_days_that_say_the_same_do_not_differ(desk: Desk) -> None:
    rows = desk.rows(View(place="South Pyongan")).rows
    rows = rows.loc[rows["value"] == 3]
    one, other = (rows.loc[rows["published"] == day] for day in TOLD)
    (line,) = correcting.differing(one, other, who=True).to_dict("records")
    assert (line["place"], line["one"], line["same"]) == ("South Pyongan", "3 (Korean Central News Agency)", True)


def test_what_one_side_alone_tells_is_no_difference(desk: Desk) -> None:
    rows = desk.rows(View()).rows
    one, other = (rows.loc[rows["published"] == day] for day in TOLD)
    made = correcting.differing(one.assign(value=4), other)
    assert list(made["one"] == correcting.NOTHING) == [False, True, True]
    assert "<p>1 differs, 2 told on one side alone.</p>" in pages.beside(made, *TOLD)


def test_what_no_table_knows_keeps_its_name() -> None:
    rows = pd.DataFrame({"claimant_name": ["KCNA", "KCNA", "A fisherman", None], "claimant_id": ["kcna", *[None] * 3]})
    assert list(called(rows, "claimant").fillna("")) == ["Korean Central News Agency", "KCNA", "A fisherman", ""]
    assert called(rows.drop(columns="claimant_id"), "claimant")[1] == "Korean Central News Agency"

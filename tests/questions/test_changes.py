"""What is new between two states of a collection, and what a page rests on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import nkdata
from nkdata.collection import open_collection
from nkdata.collection.snapshot import snapshot
from nkdata.model import Article
from nkdata.questions.changes import State, _others_by_article, changes, news
from nkdata.questions.evidence import Evidence
from nkdata.questions.sourcing import source_statement
from nkdata.questions.statements import claim_keys, claims
from nkdata.questions.states import Change
from tests.collection.stories import put
from tests.handmade import telling

FLOOD = (
    "Flooding struck North Hamgyong Province on August 29, 2016. The Korean Central News Agency said {said}. "
    "Soldiers carried rice and blankets to the people of the valley."
)


def article(id: str, day: str | None, said: str) -> Article:
    """A short article on the flood of the Tumen."""
    return Article(
        id=id, text=FLOOD.format(said=said), title=f"Flood {id}", published=day, published_precision=day and "day",
        published_how="sidecar" if day else "unknown", source="Agency", language="en",
    )  # fmt: skip


def state(folder: Path, *articles: Article, at: str) -> State:
    """What a collection holds once it has read these too."""
    put(folder, *articles, at=at)
    return State(open_collection(folder).snapshot())


@pytest.fixture
def days(tmp_path: Path) -> list[State]:
    """Three mornings: 10 dead, then 60, then 133."""
    return [
        state(tmp_path, article("a", "2016-09-01", "10 people were killed"), at="2016-09-01T06:00:00Z"),
        state(tmp_path, article("b", "2016-09-04", "60 people were killed"), at="2016-09-04T06:00:00Z"),
        state(tmp_path, article("c", "2016-09-11", "133 people were killed"), at="2016-09-11T06:00:00Z"),
    ]


def test_only_claims_that_are_not_known_are_made_into_statements(days: list[State]) -> None:
    tables = nkdata.reference()
    first, last = (one.snapshot for one in (days[0], days[2]))
    fresh = claims(last, tables, known={*claim_keys(first.claims)})
    assert [one.what for one in fresh] == [one.what for one in claims(last, tables)][1:] == ["60 deaths", "133 deaths"]
    assert claims(last, tables, known={*claim_keys(last.claims)}) == []


def kinds(frame: pd.DataFrame) -> list[str]:
    return list(frame["change"])


def test_a_revised_figure_shows_all_its_steps_with_their_days(days: list[State]) -> None:
    found = changes(days[0], days[2], nkdata.reference())
    (row,) = found.loc[found["change"] == "revised"].to_dict("records")
    steps = [row["detail"].index(step) for step in ("10 (1 September", "60 (4 September", "133 (11 September")]
    assert steps == sorted(steps)
    assert row["day"] == "2016-09-11"
    assert "133 people were killed" in row["sentence"]
    assert row["article_id"] in set(days[2].snapshot.articles["id"])
    assert not [one for one in found["what"] if "133 deaths" in one and "claim" in kinds(found)]


@pytest.mark.parametrize(("first", "then"), [(10, 60), (12, 40), (20, 30), (15, 90), (11, 14), (25, 26)])
def test_a_figure_corrected_on_its_own_day_is_a_revision(tmp_path: Path, first: int, then: int) -> None:
    before = state(tmp_path, article("a", "2016-09-01", f"{first} people were killed"), at="2016-09-01T06:00:00Z")
    now = state(tmp_path, article("b", "2016-09-01", f"{then} people were killed"), at="2016-09-02T06:00:00Z")
    found = changes(before, now, nkdata.reference())
    assert kinds(found) == ["revised"]
    assert found["detail"].iloc[0].startswith(f"{first} (1 September 2016) → {then} (1 September 2016)")


def test_a_step_told_of_a_month_alone_is_in_the_trail() -> None:
    told = [article("a", "2016-08", "10 people were killed"), article("b", "2016-09-04", "60 people were killed")]
    read = [nkdata.extract(one) for one in (replace(told[0], published_precision="month"), told[1])]
    found = changes(State(snapshot(read[:1])), State(snapshot(read)), nkdata.reference())
    assert [row["detail"] for row in found.to_dict("records") if row["change"] == "revised"] == [
        "10 (August 2016) → 60 (4 September 2016); Korean Central News Agency"
    ]


def test_what_nothing_changed_in_has_nothing_new_and_says_since_when(days: list[State]) -> None:
    assert changes(days[2], days[2], nkdata.reference()).empty
    answer = news(days[2], days[2], nkdata.reference())
    assert answer.title == "Nothing new since 11 September 2016"
    assert news(None, days[0], nkdata.reference()).title == "There is no earlier report to compare with"


def test_since_a_day_is_what_was_told_after_it(days: list[State]) -> None:
    whole = days[2].snapshot
    by_day = changes(State(whole, "2016-09-04"), State(whole), nkdata.reference())
    by_report = changes(days[1], days[2], nkdata.reference())
    assert list(by_day["what"]) == list(by_report["what"])
    assert set(by_day["day"]) == {"2016-09-11"}


def test_a_claimant_by_another_of_its_names_tells_nothing_new() -> None:
    read = [nkdata.extract(article(id, None, "more than 4,100 homes were flooded")) for id in "ab"]
    other = replace(read[1].article, text=read[1].article.text.replace("The Korean Central News Agency", "KCNA"))
    now = State(snapshot([read[0], nkdata.extract(other)]))
    assert [*now.claims["claimant_name"]] == ["Korean Central News Agency", "KCNA"]
    assert changes(State(snapshot(read[:1])), now, nkdata.reference()).empty
    assert len(claims(now.snapshot, nkdata.reference())) == 1


def test_what_is_told_again_is_not_new(tmp_path: Path) -> None:
    one = state(tmp_path, article("a", "2016-09-01", "10 people were killed"), at="2016-09-01T06:00:00Z")
    again = state(
        tmp_path, article("b", "2016-09-02", "10 people were killed, as rain went on"), at="2016-09-02T06:00:00Z"
    )
    assert "claim" not in kinds(changes(one, again, nkdata.reference()))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("nobody was killed, and denied that 40 people were missing", "denied"),
        ("about 1,500 people were evacuated", "claim"),
    ],
)
def test_denials_and_claims_are_told_apart(tmp_path: Path, said: str, kind: str) -> None:
    before = state(tmp_path, article("a", "2016-09-01", "rain fell"), at="2016-09-01T06:00:00Z")
    now = state(tmp_path, article("b", "2016-09-03", said), at="2016-09-03T06:00:00Z")
    found = changes(before, now, nkdata.reference())
    assert kind in kinds(found)
    assert set(found["day"]) == {"2016-09-03"}


def test_an_edited_article_shows_what_came_and_what_went(tmp_path: Path) -> None:
    before = state(tmp_path, article("a", "2016-09-01", "10 people were killed"), at="2016-09-01T06:00:00Z")
    now = state(tmp_path, article("a", "2016-09-01", "15 people were killed"), at="2016-09-02T06:00:00Z")
    found = changes(before, now, nkdata.reference())
    (row,) = found.loc[found["change"] == "edited"].to_dict("records")
    assert row["detail"].startswith("1 sentence came, 1 sentence went; gone: “The Korean Central News Agency said 10")
    assert "15 people" in row["sentence"]


def test_an_article_that_is_gone_is_told(days: list[State], tmp_path: Path) -> None:
    left = State(open_collection(tmp_path).snapshot(learned="2016-09-04"))
    found = changes(days[2], left, nkdata.reference())
    assert kinds(found) == ["withdrawn"]
    assert found["what"].tolist() == ["Flood c"]
    assert found["detail"].tolist() == ["it was read before and is not there now; 1 claim went with it"]


@pytest.mark.parametrize(
    ("when", "said"), [(" on September 20", "; 2016-09-20"), ("", "; the text gives no day")], ids=["a day", "no day"]
)
def test_a_new_event_says_for_which_day(days: list[State], tmp_path: Path, when: str, said: str) -> None:
    plan = article("d", "2016-09-12", f"the Supreme People's Assembly will meet{when}")
    found = changes(days[2], state(tmp_path, plan, at="2016-09-12T06:00:00Z"), nkdata.reference())
    assert found.loc[found["change"] == "event", "detail"].str.endswith(said).tolist() == [True]


def test_every_row_leads_to_evidence_that_is_there(days: list[State]) -> None:
    answer = news(days[0], days[2], nkdata.reference())
    assert answer.table["anchor"].tolist()
    assert set(answer.table["anchor"]) <= {one.anchor for one in answer.evidence}


def test_the_source_statement_counts_by_hand(days: list[State]) -> None:
    held = source_statement(days[2].snapshot, nkdata.reference(), "2016-09-05").table.set_index("Of")["How many"]
    assert held["Articles read"] == "2"
    assert held["Articles left out"] == "1"
    assert held["Figures with a single source"] == "2"
    assert "Articles whose day was inferred" not in held, "what there is none of has no row"
    rows = source_statement(days[2].snapshot, nkdata.reference()).table
    assert str(rows.set_index("Of").at["Reference tables", "Which"]).count("; ") > 10


@pytest.mark.parametrize(
    ("end", "cut"),
    [(" rain… [+2314 chars]", 1), (" rain…", 1), (" rain [...]", 1), (" rain... Read more", 1), (" “rain”.", 0)],
)
def test_articles_that_break_off_are_told(end: str, cut: int) -> None:
    held = replace(article("a", "2016-09-01", "10 people were killed"), text=f"Flooding struck Anju after{end}")
    counts = source_statement(snapshot([nkdata.extract(held)]), nkdata.reference()).table.set_index("Of")["How many"]
    assert counts.get("Articles that break off", "0") == str(cut)


def test_after_ten_days_off_one_row_tells_all_steps_of_a_toll(tmp_path: Path) -> None:
    """The tables call the first figure a total; that nobody says so of the later ones makes them no other series."""
    before = state(tmp_path, article("0", "2016-09-01", "10 people were killed"), at="2016-09-01T06:00:00Z")
    missed = [article(f"{n}", f"2016-09-{n + 1:02}", f"{10 + 3 * n} people were killed") for n in range(1, 11)]
    answer = news(before, state(tmp_path, *missed, at="2016-09-11T06:00:00Z"), nkdata.reference())
    assert answer.title == "New since 1 September 2016: 1 revised figure"
    (row,) = answer.table.to_dict("records")
    assert row["How"].startswith("10 (1 September 2016) → 13 (2 September 2016) → 16 (3 September 2016) → ")
    assert row["How"].endswith(" → 40 (11 September 2016); Korean Central News Agency")
    assert (row["Told"], row["Sentence"]) == (
        "2016-09-11", "The Korean Central News Agency said 40 people were killed.",
    )  # fmt: skip


def test_other_claims_of_one_article_are_one_row_that_leads_to_all() -> None:
    told = [
        Change(
            "other", f"“{n} looms”, Anju", "KCNA", "2016-09-01", Evidence(f"ev-{n}", "", (telling(article_id=ident),))
        )
        for n, ident in enumerate("aaaaab")
    ]
    one, other = _others_by_article(told)
    assert one.what == "“0 looms”, “1 looms”, “2 looms” and 2 more"
    assert len(one.evidence.tellings) == 5
    assert other is told[5]

"""Faults of a collection's `nkdata.toml` are named before a run meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nkdata.collection.settings import faults


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('layout = 1\n[fields]\ntext = "inhalt"\n[watch]\nwords = ["unity"]\n[folders]\nrules = "."\n', None),
        ('[fields]\ntextt = "x"\n', "textt: no field of an article; use id, text, title"),
        ("[fields]\ntext = 3\n", "text: 3 is no name; write the name in quotes"),
        ('[watch]\nwords = "unity"\n', "watch.words: no list of wordings"),
        ('[watch]\nword = ["unity"]\n', "watch.word: no such setting; use words"),
        ('[folders]\nrules = "nowhere"\n', "folders.rules: 'nowhere' is no folder"),
        ('[folders]\nrule = "."\n', "folders.rule: no such setting; use reference or rules"),
        ('[field]\ntext = "x"\n', "field: no such section; use [fields], [watch], [folders]"),
        ("fields = 3\n", "fields: no such section"),
        ("layout = 9\n", "layout 9, not 1"),
        ("[fields\n", "not TOML"),
    ],
)
def test_each_fault_of_the_settings_is_named(tmp_path: Path, content: str, message: str | None) -> None:
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "nkdata.toml").write_text(content)
    found = [str(one) for one in faults(tmp_path)]
    assert len(found) == (message is not None)
    assert all((message or "") in one and "nkdata.toml" in one for one in found)

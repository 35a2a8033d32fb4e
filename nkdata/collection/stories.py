"""Stories told more than once: how many tellings, by how many outlets, from how many origins."""

from __future__ import annotations

import pandas as pd

from nkdata.collection.filters import seen
from nkdata.collection.opened import Collection
from nkdata.collection.schema import schema

COLUMNS = ["story", "tellings", "outlets", "origins", "first_day", "last_day", "first_telling", "title"]


def told_often(
    held: Collection, *, least: int = 2, as_of: str | None = None, learned: str | None = None
) -> pd.DataFrame:
    """A row a story with at least so many tellings, most told first.

    A telling is an article, its versions counted once.  `origins` counts chains of claimant and relay: sixteen outlets
    that print one statement have one origin; outlets without any claim have theirs in themselves.
    """
    where, values = seen(schema("articles").names, as_of, learned)
    query = f"""
        WITH seen AS (SELECT * FROM {{articles}} WHERE {where}),
        often AS (SELECT story FROM seen GROUP BY 1 HAVING count(DISTINCT version_of) >= {int(least)}),
        chains AS (
            SELECT a.story, coalesce(
                first(coalesce(c.claimant_id, c.claimant_name) || ' via ' || coalesce(c.via_id, c.via_name, '')
                      ORDER BY c.start), 'outlet ' || coalesce(first(a.source), '')) AS chain
            FROM seen a LEFT JOIN {{claims}} c ON c.article_id = a.id
            WHERE a.story IN (FROM often) GROUP BY a.story, a.id)
        SELECT story, count(DISTINCT version_of) AS tellings, count(DISTINCT coalesce(source, '')) AS outlets,
               (SELECT count(DISTINCT chain) FROM chains c WHERE c.story = s.story) AS origins,
               min(published) AS first_day, max(published) AS last_day,
               arg_min(id, coalesce(published, '9999') || read_at || id) AS first_telling,
               arg_min(title, coalesce(published, '9999') || read_at || id) AS title
        FROM seen s WHERE story IN (FROM often) GROUP BY story ORDER BY tellings DESC, first_day, story
    """
    return pd.DataFrame(held.ask(query, values).to_pandas(), columns=COLUMNS)

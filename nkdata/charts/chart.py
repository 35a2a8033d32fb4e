"""What a chart function gives back: the figure with its words, its rows and the way back to the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.figure import Figure

from nkdata.questions.evidence import Evidence


@dataclass(frozen=True)
class Chart:
    """A drawn answer.

    `name` is a slug, unique in the page, and the prefix of the ids of its marks.  `figure` is None when there is
    nothing to draw: `title` is then the one sentence that stands in its place.  `table` holds the drawn rows in drawing
    order for people to read; its column `anchor` (not shown) holds the anchor of each row's evidence, without `#`.
    `tooltips` maps a mark's gid to its text.  `evidence` holds what the anchors of marks and rows lead to.
    """

    name: str
    figure: Figure | None
    title: str
    alt: str
    source: str
    table: pd.DataFrame
    tooltips: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()

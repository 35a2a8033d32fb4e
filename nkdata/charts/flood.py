"""The charts of the flood notebook."""

from __future__ import annotations

from nkdata.charts.claim_ladder import claim_ladder
from nkdata.charts.damage import who_said_what
from nkdata.charts.past_floods import past_floods, ranked_floods

__all__ = ["claim_ladder", "past_floods", "ranked_floods", "who_said_what"]

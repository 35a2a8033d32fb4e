"""The charts of the flood notebook."""

from __future__ import annotations

from nkdata.charts.claim_ladder import claim_ladder
from nkdata.charts.damage import who_said_what
from nkdata.charts.first_word import first_word_on_the_dead
from nkdata.charts.past_floods import past_floods, ranked_floods
from nkdata.charts.rain import rain
from nkdata.charts.where import where

__all__ = ["claim_ladder", "first_word_on_the_dead", "past_floods", "rain", "ranked_floods", "where", "who_said_what"]

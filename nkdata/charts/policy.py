"""The charts of the policy notebook, in its order."""

from __future__ import annotations

from nkdata.charts.policy_article_record import article_record
from nkdata.charts.policy_calendar import calendar
from nkdata.charts.policy_known_events import known_events
from nkdata.charts.policy_lanes import lanes
from nkdata.charts.policy_outcomes import outcomes
from nkdata.charts.policy_tellings import policy_tellings as tellings
from nkdata.charts.policy_told_held import told_held

__all__ = ["article_record", "calendar", "known_events", "lanes", "outcomes", "tellings", "told_held"]

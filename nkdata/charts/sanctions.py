"""The charts of the sanctions notebook, in its order."""

from __future__ import annotations

from nkdata.charts.sanctions_beside import beside
from nkdata.charts.sanctions_council import council
from nkdata.charts.sanctions_petroleum import petroleum
from nkdata.charts.sanctions_ratchet import ratchet
from nkdata.charts.sanctions_trade import trade

__all__ = ["beside", "council", "petroleum", "ratchet", "trade"]

"""The charts of the sanctions notebook, in its order."""

from __future__ import annotations

from nkdata.charts.sanctions_beside import beside
from nkdata.charts.sanctions_ratchet import ratchet

__all__ = ["beside", "ratchet"]

"""The charts of the sanctions notebook, in its order."""

from __future__ import annotations

from nkdata.charts.sanctions_beside import beside

__all__ = ["beside"]

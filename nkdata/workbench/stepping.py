"""Work in steps: a kernel answers what was asked meanwhile between them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress

BREATH = 0.02  # seconds in which a question that waits reaches the kernel


def running() -> asyncio.AbstractEventLoop | None:
    """The loop of a kernel; None elsewhere, where nobody waits."""
    with suppress(RuntimeError):
        return asyncio.get_running_loop()
    return None


def stepwise(steps: Iterator[None]) -> None:
    """Take steps one after another, a breath between them; at once where there is no loop."""
    loop = running()
    if loop is None:
        for _ in steps:
            pass
        return

    def step() -> None:
        for _ in steps:
            loop.call_later(BREATH, step)
            return

    loop.call_later(BREATH, step)

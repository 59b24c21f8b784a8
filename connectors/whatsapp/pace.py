"""At most so many messages a second from this process: Meta's rate for one number."""

import asyncio
import time


class Pace:
    """Gives each who asks a moment of its own, evenly spread, with a few at once after a silence."""

    def __init__(self, per_second: float, burst: int = 10) -> None:
        self._interval = 1 / per_second
        self._saved_up = burst * self._interval
        self._next = 0.0

    async def turn(self) -> None:
        """Returns when it is one's turn."""
        now = time.monotonic()
        self._next = max(self._next + self._interval, now - self._saved_up)
        if self._next > now:
            await asyncio.sleep(self._next - now)

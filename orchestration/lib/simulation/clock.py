"""The three years that are simulated, in milliseconds since 1970 UTC, and the Paris wall clock."""

from datetime import UTC, datetime, timedelta

import numpy as np

from orchestration.lib.simulation.arrays import AnyArray, Ints

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    """Return a UTC moment in milliseconds."""
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp() * 1000)


DELIVERIES = ("2026-10-29", "2026-10-30", "2026-10-31")
CUTS = (at(2026, 10, 29), at(2026, 10, 30), at(2026, 10, 31))
START = at(2023, 11, 1)
END = CUTS[-1]


def _last_sunday(year: int, month: int) -> int:
    """Return 01:00 UTC of the month's last Sunday, when the clocks of the EU change."""
    day = datetime(year, month, 31, 1, tzinfo=UTC)
    return int((day - timedelta(days=(day.weekday() + 1) % 7)).timestamp() * 1000)


_CHANGES = np.array(
    sorted(_last_sunday(year, month) for year in range(2015, 2040) for month in (3, 10)),
    dtype=np.int64,
)


def paris_offset(moments: Ints) -> Ints:
    """Return the offset of Paris from UTC in milliseconds: one hour, two in summer."""
    summer = np.searchsorted(_CHANGES, moments, side="right") % 2
    return HOUR + HOUR * summer


def at_paris_hour(moments: Ints, hours: AnyArray) -> Ints:
    """Move moments to the given decimal hour of the same day in Paris."""
    local = moments + paris_offset(moments)
    wall = local - local % DAY + (hours * HOUR).astype(np.int64)
    return wall - paris_offset(wall - HOUR)

"""The deliveries in the landing folder: which source and table sent what, and when.

Everything here comes from names, sizes and modification times, so that a sensor can look every
minute at a folder of any size without opening a file:

    <landing>/<source>/<table>/<delivery>[__<anything>].<parquet|csv|csv.gz|jsonl|jsonl.gz>

where `<delivery>` is a day (`2026-10-31`) or a minute in UTC (`2026-10-31T0400Z`).
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FORMATS = ("parquet", "csv", "csv.gz", "jsonl", "jsonl.gz")

_FILE_NAME = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(T(?P<minute>\d{4})Z)?(__[^.]*)?\.(?P<format>[a-z.]+)"
)


@dataclass(frozen=True, order=True)
class Delivery:
    """One file that one table of one source delivered.

    Attributes:
        source: The system it comes from, the first folder.
        table: The table of that system, the second folder.
        delivered_at: When it was delivered, UTC, from its name.
        path: Where it lies.
        size_bytes: How big it is.
        modified_at: When the file was last written, which tells whether it is still arriving.
    """

    source: str
    table: str
    delivered_at: datetime
    path: Path
    size_bytes: int
    modified_at: datetime

    @property
    def name(self) -> str:
        """`<source>/<table>/<file>`, the same on every machine."""
        return f"{self.source}/{self.table}/{self.path.name}"


@dataclass(frozen=True)
class Landing:
    """What was found in a landing folder.

    Attributes:
        deliveries: The files that a run will read, by source, table and moment.
        unreadable: The other files under a source, each with the reason why no run reads it.
    """

    deliveries: tuple[Delivery, ...]
    unreadable: dict[Path, str]

    def files_of(self, source: str, table: str) -> tuple[Delivery, ...]:
        """Return the files of one table, the oldest delivery first."""
        return tuple(
            delivery
            for delivery in self.deliveries
            if (delivery.source, delivery.table) == (source, table)
        )


def read_landing(folder: Path) -> Landing:
    """List the deliveries of a landing folder; a folder that is not there has none.

    Folders whose name starts with `_` (the demo's truth) or `.` are nobody's delivery.
    """
    deliveries = []
    unreadable = {}
    for path in sorted(folder.glob("*/*/*")):
        source, table = path.parts[-3:-1]
        if source.startswith(("_", ".")) or path.name.startswith(".") or path.is_dir():
            continue
        try:
            delivered_at = _delivered_at(path.name)
        except ValueError as error:
            unreadable[path] = str(error)
            continue
        status = path.stat()
        deliveries.append(
            Delivery(
                source=source,
                table=table,
                delivered_at=delivered_at,
                path=path,
                size_bytes=status.st_size,
                modified_at=datetime.fromtimestamp(status.st_mtime, tz=UTC),
            )
        )
    return Landing(deliveries=tuple(sorted(deliveries)), unreadable=unreadable)


def newest(deliveries: Iterable[Delivery]) -> datetime | None:
    """Return the moment of the newest delivery, or None when there is none."""
    return max((delivery.delivered_at for delivery in deliveries), default=None)


def file_set_key(deliveries: Sequence[Delivery]) -> str:
    """Name a set of files: the newest delivery, and a fingerprint of every name and size.

    Two looks at the same files give the same key in any order, and a late, repeated or replaced
    file gives another one, so a run that is asked for by this key happens once per set.
    """
    files = sorted((delivery.name, delivery.size_bytes) for delivery in deliveries)
    fingerprint = hashlib.sha256(repr(files).encode()).hexdigest()[:16]
    newest_at = newest(deliveries)
    moment = newest_at.strftime("%Y-%m-%dT%H%MZ") if newest_at else "nothing"
    return f"{moment}-{fingerprint}"


def _delivered_at(name: str) -> datetime:
    """Read the moment of a delivery from a file's name, or say why no run would read the file."""
    match = _FILE_NAME.fullmatch(name)
    if not match:
        raise ValueError(
            "Its name does not start with its delivery (2026-10-31, 2026-10-31T0400Z)."
        )
    if match["format"] not in FORMATS:
        raise ValueError(f"Its format is none of {', '.join(FORMATS)}.")
    moment = match["day"] + (match["minute"] or "0000")
    try:
        return datetime.strptime(moment, "%Y-%m-%d%H%M").replace(tzinfo=UTC)
    except ValueError:
        raise ValueError("The moment in its name does not exist.") from None

"""One raw extract: its name and shape, and a block's rows of it with their deliveries."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation.arrays import Bits, Bools, Ints
from orchestration.lib.simulation.clock import CUTS, DAY
from orchestration.lib.simulation.draws import Draws
from orchestration.lib.simulation.rates import RecordModes


@dataclass(frozen=True)
class Extract:
    """The shape of a table: `select` turns a block's facts into the vendor's columns.

    `demo_format` is the file format of the committed demo; `json` names the columns whose text is
    JSON. `is_record` says that the truth lists which person each record belongs to. The last three
    say where malformed rows may be planted: columns that must be dates or numbers, and one whose
    change makes a duplicate of the key without touching anybody's identity.
    """

    source: str
    table: str
    key: tuple[str, ...]
    demo_format: str
    select: str
    json: tuple[str, ...] = ()
    is_record: bool = False
    bad_dates: tuple[str, ...] = ()
    bad_numbers: tuple[str, ...] = ()
    harmless: str = ""

    @property
    def name(self) -> str:
        """Return the name used in source record ids."""
        return f"{self.source}.{self.table}"


@dataclass(frozen=True)
class Landed:
    """A block's rows of an extract."""

    extract: Extract
    facts: pa.Table


def delivered(
    draws: Draws, rates: RecordModes, purpose: str, key: Bits | Ints, moments: Ints
) -> tuple[Ints, Bools]:
    """Return the delivery each record comes with, and which ones come late.

    A record normally comes with the first delivery cut after it happened; of the last days some
    come one delivery later, a few two.
    """
    base = np.minimum(np.searchsorted(CUTS, moments, side="right"), 2)
    recent = moments >= CUTS[0] - int(rates.late_window_days * DAY)
    late = recent & (base < 2) & draws.chance(rates.late_records, f"{purpose}/late", key)
    steps = 1 + draws.chance(0.3, f"{purpose}/later", key)
    return np.minimum(base + np.where(late, steps, 0), 2).astype(np.int64), late


@dataclass(frozen=True)
class Records:
    """A block's rows of an extract before they are delivered.

    `columns` are what the extract's select reads, `key` addresses each row's own draws, `moments`
    say when it happened, `persons` whom it belongs to and `others` who else it involves. Where
    `delivery` is not given it follows from the moment. `mode` names the failure mode of a row.
    """

    columns: Mapping[str, Any]
    key: Bits | Ints
    moments: Ints
    persons: Ints
    delivery: Ints | None = None
    late: Bools | None = None
    mode: pa.Array | None = None
    others: Ints | None = None
    repeatable: Bools | None = None


def land(extract: Extract, draws: Draws, rates: RecordModes, records: Records) -> Landed:
    """Put rows in their deliveries and repeat some of them, unchanged, in the next one."""
    count = len(records.moments)
    delivery, late = records.delivery, records.late
    if delivery is None:
        delivery, late = delivered(draws, rates, extract.name, records.key, records.moments)
    nothing = np.full(count, -1, dtype=np.int64)
    never = np.zeros(count, dtype=np.bool_)
    facts = pa.table(
        {
            **records.columns,
            "_delivery": pa.array(delivery, pa.int8()),
            "_person": records.persons,
            "_other": nothing if records.others is None else records.others,
            "_late": never if late is None else late,
            "_repeated": never,
            "_mode": pa.nulls(count, pa.string()) if records.mode is None else records.mode,
        }
    )
    recent = records.moments >= CUTS[0] - int(rates.repeated_window_days * DAY)
    rate = np.where(recent, rates.repeated_recent, rates.repeated_old)
    again = (delivery < 2) & draws.chance(rate, f"{extract.name}/repeat", records.key)
    if records.repeatable is not None:
        again &= records.repeatable
    copies = facts.take(np.flatnonzero(again))
    changes = {
        "_delivery": pa.array(delivery[again] + 1, pa.int8()),
        "_repeated": pa.array(np.ones(len(copies), dtype=np.bool_)),
    }
    for name, column in changes.items():
        copies = copies.set_column(facts.schema.get_field_index(name), name, column)
    return Landed(extract, pa.concat_tables([facts, copies]))

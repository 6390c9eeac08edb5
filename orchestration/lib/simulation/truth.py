"""The truth that only tests may read: persons, identifiers, records, planted failure modes."""

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.lib.simulation import names
from orchestration.lib.simulation.arrays import Ints
from orchestration.lib.simulation.books import Book
from orchestration.lib.simulation.buying import CHANNELS, Buyers
from orchestration.lib.simulation.catalogue import (
    BRANDS,
    CATEGORIES,
    CLOTHING_SIZES,
    COLOURS,
    SHOE_SIZES,
)
from orchestration.lib.simulation.extracts import Landed
from orchestration.lib.simulation.malformed import Malformed
from orchestration.lib.simulation.people import FOREVER, People
from orchestration.lib.simulation.plan import MODES
from orchestration.lib.simulation.text import choose, digits, join
from orchestration.lib.simulation.world import World

EVERYWHERE = ("placeholder_email", "placeholder_phone", "default_id")
_KINDS = ("visitor", "prospect", "buyer")


def person_ids(ids: Ints) -> pa.Array:
    """Write person numbers as ids, -1 as null."""
    text = join("p", digits(np.maximum(ids, 0), 7))
    return pc.if_else(pa.array(ids >= 0), text, pa.scalar(None, pa.string()))


def _moment(values: Ints) -> pa.Array:
    return pa.array(values, pa.timestamp("ms"), mask=(values >= FOREVER) | (values == 0))


def persons_truth(world: World, buyers: Buyers) -> pa.Table:
    """Return a row per person with the hidden parameters of the models."""
    people = world.people
    everyday = 86_400_000
    return pa.table(
        {
            "person_id": person_ids(people.ids),
            "household_id": join("h", digits(people.household, 7)),
            "kind": choose(_KINDS, people.kind),
            "group_failure_mode": choose(MODES, people.mode),
            "sex": choose(["male", "female"], people.is_woman.astype(np.int64)),
            "birth_date": pa.array(people.birth_day * everyday, pa.timestamp("ms")).cast(
                pa.date32()
            ),
            "first_name": choose(names.FEMALE_NAMES + names.MALE_NAMES, people.first_name),
            "last_name": choose(names.LAST_NAMES, people.last_name),
            "arrived_at": pa.array(people.arrived, pa.timestamp("ms")),
            "purchase_rate_per_day": buyers.purchase_rate,
            "dropout_probability": buyers.dropout,
            "mean_spend": buyers.mean_spend,
            "alive_until": _moment(buyers.alive_until),
            "active_until": _moment(people.active_until),
            "erased_at": _moment(people.erased_at),
            "shoe_size": choose(SHOE_SIZES, people.shoe),
            "clothing_size": choose(CLOTHING_SIZES, people.clothing),
            "favourite_brand": choose(BRANDS, people.brand),
            "favourite_category": choose(CATEGORIES, people.category),
            "favourite_colour": choose(COLOURS, people.colour),
            "preferred_channel": choose(CHANNELS, people.channel),
            "preferred_hour": people.hour,
            "willingness": people.willingness,
        }
    )


def _cast_of(people: People, book: Book, position: Ints, mode: str | None) -> tuple[Ints, Ints]:
    """Return the first row and the number of the people involved in a mode's identifiers."""
    holder = book.column("holder")[position]
    if mode in ("family_device", "household_card", "logout_without_reset", "father_and_son"):
        return holder, np.full(len(position), 2, dtype=np.int64)
    if mode == "role_mailbox":
        return holder, np.full(len(position), 3, dtype=np.int64)
    if mode in ("recycled_card", "recycled_phone", "recycled_email"):
        return holder - people.part[holder], np.full(len(position), 2, dtype=np.int64)
    return holder, (holder >= 0).astype(np.int64)


def identifier_tables(world: World, *, first_block: bool) -> tuple[pa.Table, pa.Table]:
    """Return the identifiers seen in records, and those planted as a failure mode."""
    people = world.people
    identifiers: list[pa.Table] = []
    planted: list[pa.Table] = []
    linkable = world.keys.linkable()
    for book, tied in zip(world.keys.evidence.books, linkable, strict=True):
        if book.size == 0:
            continue
        mode_of = book.column("mode_of")
        owner, holder = book.column("owner"), book.column("holder")
        everywhere = np.isin(mode_of, [n for n, mode in enumerate(book.mode) if mode in EVERYWHERE])
        listed = np.flatnonzero(np.where(everywhere, first_block, book.seen))
        value = book.all_text().take(pa.array(listed))
        person = np.where(owner[listed] >= 0, people.ids[owner[listed]], -1)
        holder_id = np.where(holder[listed] >= 0, people.ids[holder[listed]], -1)
        home = np.where(holder[listed] >= 0, people.household[holder[listed]], 0)
        mode = mode_of[listed]
        named = np.array([-1 if name is None else n for n, name in enumerate(book.mode)])[mode]
        identifiers.append(
            pa.table(
                {
                    "identifier_type": pa.array([book.identifier_type] * len(listed), pa.string()),
                    "identifier_value": value,
                    "person_id": person_ids(person),
                    "household_id": pc.if_else(
                        pa.array(holder[listed] >= 0),
                        join("h", digits(home, 7)),
                        pa.scalar(None, pa.string()),
                    ),
                    "holder_person_id": person_ids(holder_id),
                    "is_shared": book.column("is_shared")[listed],
                    "valid_from": _moment(book.column("valid_from")[listed]),
                    "valid_to": _moment(book.column("valid_to")[listed]),
                    "is_linkable": tied[listed],
                    "refuses_tracers": book.refused[listed],
                    "failure_mode": pa.array([name or "" for name in book.mode], pa.string()).take(
                        pa.array(named, mask=named < 0)
                    ),
                }
            )
        )
        for number, name in enumerate(book.mode):
            chosen = listed[mode == number]
            if name is not None and len(chosen):
                planted.append(_planted(people, book, chosen, name))
        if book.identifier_type == "cookie":
            own = listed[(owner[listed] >= 0) & ~book.column("is_shared")[listed]]
            several = np.bincount(owner[own], minlength=len(people)) > 1
            planted.append(_planted(people, book, own[several[owner[own]]], "cookie_churn"))
    return pa.concat_tables(identifiers), pa.concat_tables(planted)


def _planted(people: People, book: Book, positions: Ints, mode: str) -> pa.Table:
    """Return planted rows for identifiers with the people involved."""
    first, count = _cast_of(people, book, positions, mode)
    offsets = np.concatenate([[0], np.cumsum(count)])
    member = np.repeat(first, count) + np.arange(offsets[-1]) - np.repeat(offsets[:-1], count)
    return pa.table(
        {
            "failure_mode": pa.array([mode] * len(positions), pa.string()),
            "source_record_id": pa.nulls(len(positions), pa.string()),
            "identifier_type": pa.array([book.identifier_type] * len(positions), pa.string()),
            "identifier_value": book.all_text().take(pa.array(positions)),
            "person_ids": pa.ListArray.from_arrays(
                pa.array(offsets, pa.int32()), person_ids(people.ids[member])
            ),
        }
    )


class TruthWriter:
    """Writes a block's truth beside its extracts."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, folder: Path, part: int | None
    ) -> None:
        self.connection = connection
        self.folder = folder / "_truth"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.suffix = "" if part is None else f"__part-{part:05d}"
        self.records: list[str] = []
        connection.execute(
            "create or replace temp table planted_records ("
            "failure_mode varchar, source_record_id varchar, person_ids varchar[])"
        )
        connection.execute(
            "create or replace temp table records ("
            "source_record_id varchar, person_id varchar, refuses_tracers boolean)"
        )

    def read(self, landed: Landed) -> None:
        """Take over who each record belongs to and which failure modes befell it."""
        extract = landed.extract
        key = " || '/' || ".join(f'cast("{name}" as varchar)' for name in extract.key)
        inner = f"(select {extract.select}, _person, _other, _mode, _late, _repeated, _delivery"
        columns = landed.facts.column_names
        spelled = "email_spelling" in columns
        inner += ", canonical as _canonical, email_spelling as _spelling" if spelled else ""
        says_consent = "analytics" in columns
        inner += ", analytics as _analytics" if says_consent else ""
        inner += " from facts)"
        record = f"'{extract.name}:' || {key}"
        person, other = (
            f"'p' || lpad(cast({c} as varchar), 7, '0')" for c in ("_person", "_other")
        )
        self.connection.register("facts", landed.facts)
        modes = [
            ("_mode", "_mode is not null and _mode <> ''"),
            ("'late_delivery'", "_late"),
            ("'repeated_delivery'", "_repeated"),
        ]
        if spelled:
            seen = "_canonical is not null and _spelling"
            modes.append(("'case_drift'", f"{seen} in (1, 2)"))
            modes.append(("'gmail_variant'", f"{seen} in (3, 4)"))
        for mode, condition in modes:
            self.connection.execute(
                f"insert into planted_records select {mode}, {record}, "
                f"case when _other >= 0 and {mode} = _mode then [{person}, {other}] "
                f"when _person >= 0 then [{person}] else [] end "
                f"from {inner} where {condition}"
            )
        if extract.is_record:
            refuses = "_analytics = 'false'" if says_consent else "false"
            self.connection.execute(
                f"insert into records select {record}, {person}, {refuses} "
                f"from {inner} where not _repeated"
            )
        self.connection.unregister("facts")

    def write(
        self,
        persons: pa.Table,
        identifiers: pa.Table,
        planted: pa.Table,
        malformed: list[Malformed],
    ) -> None:
        """Write the five truth tables of the block."""
        bad = pa.table(
            {
                name: pa.array([getattr(entry, name) for entry in malformed], pa.string())
                for name in Malformed.__dataclass_fields__
            }
        )
        self.connection.register("planted_identifiers", planted)
        self._copy("persons", persons)
        self._copy("identifiers", identifiers)
        self._copy("malformed", bad)
        self._copy_query(
            "planted",
            "select * from planted_identifiers union all by name select distinct "
            "failure_mode, source_record_id, null::varchar as identifier_type, "
            "null::varchar as identifier_value, person_ids from planted_records "
            "order by failure_mode, source_record_id, identifier_type, identifier_value",
        )
        self._copy_query("records", "select distinct * from records order by source_record_id")

    def _copy(self, name: str, table: pa.Table) -> None:
        self.connection.register("truth_table", table)
        self._copy_query(name, "select * from truth_table")
        self.connection.unregister("truth_table")

    def _copy_query(self, name: str, query: str) -> None:
        path = self.folder / f"{name}{self.suffix}.parquet"
        self.connection.execute(f"copy ({query}) to '{path}' (format parquet, compression zstd)")


def merge_parts(folder: Path) -> None:
    """Join the parts of the small truth tables; records stay in parts."""
    with duckdb.connect() as connection:
        connection.execute("set enable_progress_bar = false")
        for name in ("persons", "identifiers", "planted", "malformed"):
            parts = sorted((folder / "_truth").glob(f"{name}__part-*.parquet"))
            if not parts:
                continue
            files = ", ".join(f"'{part}'" for part in parts)
            target = folder / "_truth" / f"{name}.parquet"
            connection.execute(
                f"copy (select * from read_parquet([{files}])) to '{target}' "
                "(format parquet, compression zstd)"
            )
            for part in parts:
                part.unlink()

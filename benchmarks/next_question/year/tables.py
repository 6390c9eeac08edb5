"""The simulated world as the warehouse would show it: the tables that the engine reads."""

from datetime import datetime, timedelta

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from benchmarks.next_question.year.calendar import PAST, SHOWN
from benchmarks.next_question.year.people import Ints
from benchmarks.next_question.year.responses import CHANNELS, STAGES
from benchmarks.next_question.year.world import STATUSES, World

BEGIN = datetime.fromisoformat("2025-01-01")
_SURE_WEIGHT = 3.0
_VIEWS_KEPT = 60


def morning(day: int) -> datetime:
    """The moment at which a day's questions are chosen; people come at noon."""
    return BEGIN + timedelta(days=day)


def person_ids(count: int) -> pa.Array:
    """The ids of people, in the order of all arrays."""
    return pa.array([f"p{number:07d}" for number in range(count)])


def write_day(connection: duckdb.DuckDBPyConnection, world: World, ids: pa.Array) -> None:
    """Bring the warehouse to the morning of the world's day."""
    connection.execute("delete from input.run_clock")
    connection.execute("insert into input.run_clock values ($1)", [morning(world.day)])
    _write_answers(connection, world, ids)
    _replace(connection, "marts.customers", _customers(world, ids))
    _replace(connection, "activity.int_activity__categories_viewed", _views(world, ids))
    if world.day % 7 == 0:
        _replace(connection, "profile.int_profile__preferences", _preferences(world, ids))
        _write_stages(connection, world, ids)


def _customers(world: World, ids: pa.Array) -> pa.Table:
    calendar, day = world.setting.calendar, world.day
    consents = calendar.consents
    none = pa.nulls(len(ids), pa.string())
    seen = [pa.array(_noon_before(day, calendar.last_seen(place, day))) for place in range(3)]
    orders = calendar.orders_so_far[:, PAST + day]
    return pa.table(
        {
            "customer_id": ids,
            "understanding_level": pa.array(world.levels().astype(np.int32)),
            "lifecycle_stage": _named(STAGES, calendar.stages(day)),
            "has_profiling_objection": pa.array(calendar.has_objected),
            "can_profile": pa.array(consents[:, 0]),
            "can_personalise": pa.array(consents[:, 1]),
            "can_email": pa.array(consents[:, 2]),
            "can_sms": pa.array(consents[:, 3]),
            "can_push": pa.array(np.zeros(len(ids), dtype=bool)),
            "email": _named(("someone@shop.example",), np.zeros(len(ids), dtype=np.int64)),
            "phone": none,
            "preferred_channel": none,
            "favourite_category": _favourite(world, "favourite_category"),
            "favourite_brand": _favourite(world, "favourite_brand"),
            "nearest_store_id": none,
            "order_count": pa.array(orders.astype(np.int32)),
            "last_order_at": pa.nulls(len(ids), pa.timestamp("us")),
            "last_web_seen_at": seen[0],
            "last_app_seen_at": seen[1],
            "last_store_seen_at": seen[2],
        }
    )


def _favourite(world: World, name: str) -> pa.Array:
    """The value shown most by behaviour; what was said goes before it."""
    place = world.setting.catalogue.attributes.index(name)
    signs = world.signs[name]
    best = np.where(signs.max(axis=1) >= _SURE_WEIGHT, signs.argmax(axis=1), -1)
    known = world.known[:, place]
    return _named(world.setting.catalogue.values[place], np.where(known >= 0, known, best))


def _preferences(world: World, ids: pa.Array) -> pa.Table:
    tables = []
    for name, preference in SHOWN.items():
        values = world.setting.catalogue.values[world.setting.catalogue.attributes.index(name)]
        signs = world.signs[name]
        rows, codes = np.nonzero(signs)
        weight = signs[rows, codes]
        ranks = (-signs).argsort(axis=1, kind="stable").argsort(axis=1)[rows, codes] + 1
        tables.append(
            pa.table(
                {
                    "customer_id": ids.take(pa.array(rows)),
                    "preference_name": pa.array([preference] * len(rows), pa.string()),
                    "preference_value": _named(values, codes),
                    "is_declared": pa.array(np.zeros(len(rows), dtype=bool)),
                    "sign_count": pa.array(weight.astype(np.int64)),
                    "behaviour_weight": pa.array(weight),
                    "behaviour_share": pa.array(weight / signs.sum(axis=1)[rows]),
                    "behaviour_rank": pa.array(ranks.astype(np.int64)),
                    "is_sure_by_behaviour": pa.array(weight >= _SURE_WEIGHT),
                    "last_seen_at": pa.array(_noon_before(world.day, np.ones(len(rows), int))),
                }
            )
        )
    return pa.concat_tables(tables)


def _views(world: World, ids: pa.Array) -> pa.Table:
    calendar = world.setting.calendar
    now = PAST + world.day
    late = calendar.viewed[:, now - _VIEWS_KEPT : now]
    rows, columns = np.nonzero(late >= 0)
    place = world.setting.catalogue.attributes.index("favourite_category")
    categories = world.setting.catalogue.values[place]
    codes = late[rows, columns].astype(np.int64)
    keys, where = np.unique(rows * len(categories) + codes, return_inverse=True)
    last = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(last, where, columns)
    return pa.table(
        {
            "customer_id": ids.take(pa.array(keys // len(categories))),
            "category": _named(categories, keys % len(categories)),
            "last_viewed_at": pa.array(_noon_before(world.day, _VIEWS_KEPT - last)),
        }
    )


def _write_answers(connection: duckdb.DuckDBPyConnection, world: World, ids: pa.Array) -> None:
    """Append yesterday's asks and what was answered; on the first day what is known from
    elsewhere."""
    catalogue = world.setting.catalogue
    if world.day == 0:
        _offer_answers(connection, world)
        rows, places = np.nonzero(world.setting.calendar.known_before)
        codes = world.setting.people.values[rows, places]
        at = np.full(len(rows), -1)
        _append_known(connection, world, ids, (rows, places, codes, at))
    if not world.log or world.log[-1].day != world.day - 1 or not len(world.log[-1].person):
        return
    asks = world.log[-1]
    answered = asks.status == 1
    codes = np.where(answered, world.known[asks.person, asks.question], -1)
    texts = [
        catalogue.values[question][code] if code >= 0 else None
        for question, code in zip(asks.question.tolist(), codes.tolist(), strict=True)
    ]
    moments = _noon_before(world.day, np.ones(len(codes), dtype=np.int64))
    reacted = np.where(asks.status == 0, np.datetime64("NaT"), moments)
    records = pa.array([f"{asks.day}:{person}" for person in asks.person.tolist()], pa.string())
    new_answers = pa.table(
        {
            "source_record_id": records,
            "question_id": _named(catalogue.ids, asks.question),
            "status": _named(STATUSES, asks.status),
            "answer_value": pa.array(texts, pa.string()),
            "channel": _named(CHANNELS, asks.channel),
            "asked_at": pa.array(moments),
            "answered_at": pa.array(reacted),
        }
    )
    _append(connection, "input.input__answers", new_answers)
    owners = pa.table({"source_record_id": records, "customer_id": ids.take(pa.array(asks.person))})
    _append(connection, "identity.int_identity__records_resolved", owners)
    told = np.flatnonzero(answered)
    days = np.full(len(told), asks.day)
    known = (asks.person[told], asks.question[told], codes[told], days)
    _append_known(connection, world, ids, known)


def _offer_answers(connection: duckdb.DuckDBPyConnection, world: World) -> None:
    """Write the answers that the company's own catalogue gives."""
    catalogue = world.setting.catalogue
    offered = [
        (question["question_id"], value)
        for question, values in zip(catalogue.questions, catalogue.values, strict=True)
        if question["options_from"]
        for value in values
    ]
    connection.executemany(
        "insert into profile.int_profile__answers_offered values ($1, $2)", offered
    )


def _append_known(
    connection: duckdb.DuckDBPyConnection,
    world: World,
    ids: pa.Array,
    known: tuple[Ints, Ints, Ints, Ints],
) -> None:
    rows, places, codes, days = known
    catalogue = world.setting.catalogue
    texts = [
        catalogue.values[place][code]
        for place, code in zip(places.tolist(), codes.tolist(), strict=True)
    ]
    moments = np.datetime64(BEGIN, "us") + (days * 24 + 12) * np.timedelta64(3600, "s")
    new_values = pa.table(
        {
            "customer_id": ids.take(pa.array(rows)),
            "attribute_name": _named(catalogue.attributes, places),
            "attribute_value": pa.array(texts, pa.string()),
            "value_kind": pa.array(["declared"] * len(rows), pa.string()),
            "occurred_at": pa.array(np.where(days >= 0, moments, np.datetime64("NaT"))),
        }
    )
    connection.register("new_values", new_values)
    connection.execute(
        """
        delete from profile.int_profile__attributes_survived
        where (customer_id, attribute_name) in (
            select (customer_id, attribute_name) from new_values
        )
        """
    )
    connection.unregister("new_values")
    _append(connection, "profile.int_profile__attributes_survived", new_values)


def _write_stages(connection: duckdb.DuckDBPyConnection, world: World, ids: pa.Array) -> None:
    """Write the stages week by week, each from its first week to the next stage's."""
    weeks = list(range(0, world.day + 1, 7))
    stages = np.stack([world.setting.calendar.stages(day) for day in weeks], axis=1)
    changes = np.ones(stages.shape, dtype=bool)
    changes[:, 1:] = stages[:, 1:] != stages[:, :-1]
    rows, columns = np.nonzero(changes)
    entered = np.where(columns == 0, -PAST, columns * 7)
    left = np.where(np.append(rows[1:] == rows[:-1], False), np.append(columns[1:] * 7, 0), -1)
    begin = np.datetime64(BEGIN, "us")
    left_at = np.where(left >= 0, begin + left * np.timedelta64(1, "D"), np.datetime64("NaT"))
    history = pa.table(
        {
            "customer_id": ids.take(pa.array(rows)),
            "lifecycle_stage": _named(STAGES, stages[rows, columns]),
            "entered_at": pa.array(begin + entered * np.timedelta64(1, "D")),
            "left_at": pa.array(left_at),
        }
    )
    _replace(connection, "marts.customer_lifecycle_history", history)


def _named(names: list[str] | tuple[str, ...], codes: npt.NDArray[np.integer]) -> pa.Array:
    return pa.array(names, pa.string()).take(pa.array(codes, mask=codes < 0))


def _noon_before(day: int, days: Ints) -> npt.NDArray[np.datetime64]:
    """Noon so many days before a day; no moment where the days are negative."""
    noon = np.datetime64(morning(day), "us") + np.timedelta64(12 * 3600, "s")
    return np.where(days >= 0, noon - days * np.timedelta64(1, "D"), np.datetime64("NaT"))


def _append(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    connection.register("new_rows", rows)
    connection.execute(f"insert into {table} by name select * from new_rows")
    connection.unregister("new_rows")


def _replace(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    connection.execute(f"truncate {table}")
    _append(connection, table, rows)

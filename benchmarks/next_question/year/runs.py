"""A simulated year of asking, under the engine and under what else a company might do.

The same people come on the same days under every policy, and the same luck decides what becomes of
an ask (common random numbers). Each policy runs in a process of its own.
"""

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import duckdb
import numpy as np

from benchmarks.next_question.warehouse import empty_warehouse
from benchmarks.next_question.year.allowed import Rules, read_rules
from benchmarks.next_question.year.calendar import draw_calendar
from benchmarks.next_question.year.engine import Engine
from benchmarks.next_question.year.knowledge import read_uses
from benchmarks.next_question.year.measures import net
from benchmarks.next_question.year.off_policy import Judged, judge
from benchmarks.next_question.year.people import read_catalogue, simulate_people
from benchmarks.next_question.year.policies import (
    AskAny,
    AskNothing,
    FillForm,
    FollowOrder,
    KnowAll,
    Policy,
    by_experience,
    by_worth,
)
from benchmarks.next_question.year.records import Record, live
from benchmarks.next_question.year.responses import draw_willingness
from benchmarks.next_question.year.variants import Mistaught, Other, Watched
from benchmarks.next_question.year.world import Setting

WORLD = 20_261_122
_PEOPLE, _OTHER_PEOPLE = 1, 2
_OTHERS = (
    Other("without exploration"),
    Other(
        "style worth half as much again",
        "update rules.question_uses set worth = worth * 1.5 where question_id = 'q_style'",
        "update rules.question_uses set worth = worth / 1.5 where question_id = 'q_style'",
    ),
)
# The controls show what they have to in half a year.
CONTROLS = ("the engine, learning nothing", "the engine, taught nonsense", "the engine, watched")


@dataclass(frozen=True)
class Size:
    """How many people, and for how many days."""

    people: int
    days: int


@dataclass(frozen=True)
class Year:
    """A policy's year."""

    name: str
    record: Record
    seconds: float
    judged: tuple[Judged, ...] = ()


def make_setting(size: Size, seed: int = _PEOPLE) -> Setting:
    """Draw people and their year; what holds for everybody does not depend on the seed."""
    catalogue = read_catalogue()
    people = simulate_people(catalogue, size.people, world=WORLD, seed=seed)
    limits = read_rules(catalogue).limits
    return Setting(
        catalogue=catalogue,
        people=people,
        willingness=draw_willingness(catalogue, WORLD),
        calendar=draw_calendar(catalogue, people, size.days, seed=(WORLD, seed)),
        uses=read_uses(catalogue),
        burden=limits["ask_burden"],
        recent_burden=limits["recent_ask_burden"],
        refusal_burden=limits["refusal_burden"],
    )


def learned_order(size: Size, rules: Rules) -> FollowOrder:
    """The best fixed order and the best pace, learned on other people: the order where they were
    asked at random, the pace by trying each."""
    setting = make_setting(replace(size, people=min(size.people, 1_000)), _OTHER_PEOPLE)
    _, world = live(setting, AskAny(rules, 5), rules, size.days)
    tried = [FollowOrder(rules, by_experience(world), most) for most in range(1, 7)]
    brought = [net(live(setting, policy, rules, size.days)[0]).sum() for policy in tried]
    return tried[int(np.argmax(brought))]


POLICIES: dict[str, Callable[[Size, Rules], Policy]] = {
    "the engine": lambda *_: Engine(connection=_warehouse()),
    "the engine, learning nothing": lambda *_: Engine(0, connection=_warehouse()),
    "the engine, taught nonsense": lambda *_: Mistaught(connection=_warehouse()),
    "the engine, watched": lambda *_: Watched(connection=_warehouse(), others=_OTHERS),
    "the oracle": lambda _, rules: KnowAll(rules),
    "best learned order": learned_order,
    "marketer's queue": lambda _, rules: FollowOrder(rules, by_worth(rules.catalogue)),
    "random allowed": lambda _, rules: AskAny(rules, 3),
    "form order": lambda *_: FillForm(),
    "nobody is asked": lambda *_: AskNothing(),
}


def run_year(name: str, size: Size) -> Year:
    """Run one policy of `POLICIES` for a year."""
    started = time.perf_counter()
    if name in CONTROLS:
        size = replace(size, days=(size.days + 1) // 2)
    setting = make_setting(size)
    rules = read_rules(setting.catalogue)
    policy = POLICIES[name](size, rules)
    record, _ = live(setting, policy, rules, size.days)
    judged = tuple(judge(policy)) if isinstance(policy, Watched) else ()
    return Year(name, record, time.perf_counter() - started, judged)


def run_all(size: Size) -> dict[str, Year]:
    """Run every policy, as many at a time as there are processors, and the controls for half the
    time."""
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=spawned) as pool:
        years = [pool.submit(run_year, name, size) for name in POLICIES]
        return {name: year.result() for name, year in zip(POLICIES, years, strict=True)}


def _warehouse() -> duckdb.DuckDBPyConnection:
    connection = empty_warehouse()
    connection.execute("set threads = 1")
    return connection

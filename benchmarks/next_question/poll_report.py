"""The replay of two polls, printed: what each way of asking told of questions never asked."""

from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.next_question.interview import ASKS
from benchmarks.next_question.measures import (
    asks_to_reach,
    loss_per_target,
    more_told,
    relative_loss,
    share_right,
)
from benchmarks.next_question.polls import Flags, read_polls
from benchmarks.next_question.replay import Replay, replay

WAYS = ("random", "form order", "marketer's queue", "learned order", "engine", "oracle")
VARIANTS = ("engine without gain factors", "engine blind to refusals", "engine of one model")
CONTROL = "engine, answers shuffled"
_LIMIT = 0.01


def report_polls(folder: Path, console: Console) -> bool:
    """Replay both polls and print what came of it.

    Returns: Whether the engine is nowhere surely more than 1 % worse than the learned order, and
        tells nothing when it learned from shuffled answers.
    """
    with ProcessPoolExecutor(2) as workers:
        replays = list(workers.map(replay, read_polls(folder)))
    held = [_report(one, console) for one in replays]
    return all(held)


def _report(one: Replay, console: Console) -> bool:
    people = len(one.poll.codes)
    targets = int(one.records["none"].told.sum())
    console.rule(f"{one.poll.name}: {people:,} people, {targets:,} answers to foretell")
    _print_told(one, console)
    _print_asks(one, console)
    _print_branches(one, console)
    _print_answering(one, console)
    return _print_verdict(one, console)


def _print_told(one: Replay, console: Console) -> None:
    steps = [str(asks) for asks in range(1, ASKS + 1)]
    start = loss_per_target(one.records["none"])[0]
    told = Table("bits told, after asks", *steps)
    for way in (*WAYS, *VARIANTS, CONTROL):
        # Each against what its own knowledge foretells of people nothing is known of.
        losses = loss_per_target(one.records[way])
        told.add_row(way, *(f"{losses[0] - loss:+.3f}" for loss in losses[1:]))
    console.print(told)
    right = Table("targets right, %, after asks", *steps)
    for way in ("none", *WAYS, CONTROL):
        right.add_row(way, *(f"{100 * share:.1f}" for share in share_right(one.records[way])[1:]))
    console.print(right)
    console.print(f"With nothing asked {start:.3f} bits per target are lost.")


def _print_asks(one: Replay, console: Console) -> None:
    records = one.records
    start = loss_per_target(records["none"])[0]
    enough = start - loss_per_target(records["form order"])[ASKS]
    table = Table(
        *("way of asking", "as good as 9 in form order", "asks a person", "answers per 100"),
        *("refusals a person", "regret after 3", "regret after 9"),
    )
    best = loss_per_target(records["oracle"])
    for way in WAYS:
        record = records[way]
        asked, answered = record.asked[:, ASKS].sum(), record.answered[:, ASKS].sum()
        # Every person is interviewed once for each of the five parts of the targets.
        interviews = 5 * len(record.told)
        regret = loss_per_target(record) - best
        table.add_row(
            way, asks_to_reach(record, records["none"], enough), f"{asked / interviews:.2f}",
            f"{100 * answered / asked:.1f}", f"{(asked - answered) / interviews:.2f}",
            f"{regret[3]:.3f}", f"{regret[ASKS]:.3f}",
        )  # fmt: skip
    console.print(table)


def _print_branches(one: Replay, console: Console) -> None:
    opener = min(one.poll.openers)
    opening = next(gate.opening for gate in one.poll.gates.values() if gate.question == opener)
    inside = np.isin(one.poll.codes[:, opener], opening)
    table = Table(
        "bits told more than by the learned order (95 %)", "after 3", "after 5", "after 9"
    )
    groups = {
        "everybody": None,
        f"door open ({inside.sum():,})": inside,
        f"door closed ({(~inside).sum():,})": ~inside,
        f"not looked at before ({one.unseen.sum():,})": one.unseen,
    }
    for name, who in groups.items():
        table.add_row(
            name,
            *(
                str(more_told(one.records["engine"], k, one.records["learned order"], k, who))
                for k in (3, 5, 9)
            ),
        )
    console.print(table)


def _print_answering(one: Replay, console: Console) -> None:
    table = Table("asked at random", "asks", "answered, foretold", "answered")
    names = ("gender", "age", "education", "region", "income")
    groups: list[tuple[str, Flags]] = [
        (name, one.asked == one.poll.questions.index(name)) for name in names
    ]
    limits = (0, 0.3, 0.6, 0.8, 0.9, 0.95, 0.98, 1.01)
    groups += [
        (
            f"foretold {low:.0%} to {min(high, 1):.0%}",
            (one.predicted >= low) & (one.predicted < high),
        )
        for low, high in pairwise(limits)
    ]
    for name, rows in groups:
        if np.any(rows):
            table.add_row(
                name, f"{np.sum(rows):,}", f"{one.predicted[rows].mean():.1%}",
                f"{one.answered[rows].mean():.1%}",
            )  # fmt: skip
    console.print(table)


def _print_verdict(one: Replay, console: Console) -> bool:
    records = one.records
    three = more_told(records["engine"], 3, records["form order"], ASKS)
    console.print(f"3 asks of the engine tell {three} bits more than 9 in form order.")
    holds = True
    table = Table("asks", "log loss beside the learned order (95 %)", "interval excludes +1 %")
    for asks in range(1, ASKS + 1):
        found = relative_loss(records["engine"], records["learned order"], asks)
        holds &= found.low <= _LIMIT
        table.add_row(str(asks), found.percent, "yes" if found.high < _LIMIT else "NO")
    console.print(table)
    control = more_told(records[CONTROL], ASKS, records[CONTROL], 0)
    console.print(f"Learned from shuffled answers, 9 asks tell {control} bits.")
    return holds and control.low <= 0

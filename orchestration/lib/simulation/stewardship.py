"""What data stewards decided about identity, beyond or against what the records show."""

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation.arrays import Ints
from orchestration.lib.simulation.buying import STORE, Purchases
from orchestration.lib.simulation.clock import CUTS, DAY, HOUR, at, paris_offset
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.people import FOREVER
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.spelling import mode_names
from orchestration.lib.simulation.text import choose, digits, join
from orchestration.lib.simulation.world import World, numbered

_HIDDEN_MAILBOX, _FATHER_AND_SON, _NAMESAKES = range(3)
_MODES = ("manual_must_link", "manual_cannot_link", "withdrawn_decision")
_REASONS = (
    "The customer called and asked for the order made with this mailbox.",
    "Father and son share a name, a home and a telephone.",
    "Taken for one person; the customers live in two towns and deny it.",
)

DECISIONS = Extract(
    source="stewardship",
    table="decisions",
    key=("decision_id",),
    demo_format="csv",
    select="""
        decision_id,
        decision,
        case when left_email is not null then 'email' else 'account_id' end as left_type,
        coalesce(left_email, left_login) as left_value,
        case when right_email is not null then 'email' else 'account_id' end as right_type,
        coalesce(right_email, right_login) as right_value,
        reason,
        decided_by,
        is_withdrawn,
        iso_paris(moment, shift) as decided_at
    """,
    bad_dates=("decided_at",),
)


def decision_rows(world: World, purchases: Purchases) -> Landed:
    """List decisions.

    Some give a guest order's mailbox to the account of its owner, one keeps a father and his son
    apart, and one, taken back since, made one of two namesakes.
    """
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates
    hidden, hidden_since = _hidden_mailboxes(world, purchases, rates.decisions.must_link)
    fathers = _first_per_stratum(
        world, people.cast("father_and_son", 0), rates.decisions.cannot_link
    )
    namesakes = _first_per_stratum(world, people.cast("namesake", 0), rates.decisions.withdrawn)
    row = np.concatenate([hidden, fathers, namesakes])
    kind = np.repeat(
        [_HIDDEN_MAILBOX, _FATHER_AND_SON, _NAMESAKES],
        [len(hidden), len(fathers), len(namesakes)],
    )
    share = draws.uniform("stewardship/when", people.ids[row], kind)
    earliest = np.full(len(row), at(2026, 3, 1, 9))
    earliest[: len(hidden)] = np.maximum(earliest[: len(hidden)], hidden_since)
    moment = earliest + (share * (CUTS[-1] - HOUR - earliest)).astype(np.int64)
    # The last of the mailboxes is settled after the first delivery, so that two customers that were
    # delivered apart become one.
    is_new = np.zeros(len(row), dtype=np.bool_)
    is_new[: len(hidden)] = _is_last_of_stratum(world, hidden)
    newest = CUTS[0] + (share * (CUTS[-1] - HOUR - CUTS[0])).astype(np.int64)
    moment = np.where(is_new, newest, np.minimum(moment, CUTS[0] - HOUR))
    order, number = numbered(people.ids[row], moment)
    row, kind, moment = row[order], kind[order], moment[order]

    is_pair = kind != _HIDDEN_MAILBOX
    other = np.where(is_pair, row + 1, row)
    left_email = np.where(is_pair, -1, keys.hidden_email[row])
    left_email = np.where(kind == _NAMESAKES, keys.main_email[row], left_email)
    left_login = np.where(kind == _FATHER_AND_SON, keys.main_login[row], -1)
    right_email = np.where(kind == _NAMESAKES, keys.main_email[other], -1)
    right_login = np.where(kind == _NAMESAKES, -1, keys.main_login[other])
    found = kind == _HIDDEN_MAILBOX
    keys.evidence.note((keys.email, left_email[found]), (keys.login, right_login[found]))
    steward = draws.below(3, "stewardship/who", people.ids[row], kind)
    return land(
        DECISIONS,
        draws,
        rates.records,
        Records(
            {
                "decision_id": join("DEC", digits(people.ids[row] // STRATUM * 1000 + number, 8)),
                "decision": choose(
                    ["must_link", "cannot_link"], (kind == _FATHER_AND_SON).astype(np.int64)
                ),
                "left_email": keys.email.text(left_email, typed=True),
                "left_login": keys.login.text(left_login),
                "right_email": keys.email.text(right_email, typed=True),
                "right_login": keys.login.text(right_login),
                "reason": choose(_REASONS, kind),
                "decided_by": choose(["steward-1", "steward-2", "steward-3"], steward),
                "is_withdrawn": pa.array(kind == _NAMESAKES),
                "moment": moment,
                "shift": paris_offset(moment),
            },
            key=draws.bits("stewardship", people.ids[row], kind),
            moments=moment,
            persons=people.ids[row],
            others=np.where(is_pair, people.ids[other], -1),
            mode=mode_names(kind, _MODES),
        ),
    )


def _hidden_mailboxes(world: World, purchases: Purchases, count: int) -> tuple[Ints, Ints]:
    """Return whose hidden mailbox a steward settles, and the day after the order made with it."""
    people, keys = world.people, world.keys
    used = (keys.hidden_email[purchases.row] >= 0) & (purchases.ordinal == 0)
    used &= (purchases.channel != STORE) & (people.erased_at[purchases.row] == FOREVER)
    used &= purchases.moment < CUTS[0] - 3 * DAY
    purchase = np.flatnonzero(used)
    since = np.zeros(len(people), dtype=np.int64)
    since[purchases.row[purchase]] = purchases.moment[purchase] + DAY
    row = _first_per_stratum(world, np.unique(purchases.row[purchase]), count)
    return row, since[row]


def _first_per_stratum(world: World, rows: Ints, count: int) -> Ints:
    """Return the first so many of the sorted rows in each stratum."""
    stratum = world.people.ids[rows] // STRATUM
    place = np.arange(len(rows)) - np.searchsorted(stratum, stratum, side="left")
    result: Ints = rows[place < count]
    return result


def _is_last_of_stratum(world: World, rows: Ints) -> np.ndarray:
    """Return which of the sorted rows are the last of their stratum."""
    stratum = world.people.ids[rows] // STRATUM
    return np.append(stratum[1:] != stratum[:-1], True)[: len(rows)]

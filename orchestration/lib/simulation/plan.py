"""Who plays which failure mode.

People are numbered; four neighbours form a group and 1,000 a stratum. In every stratum exactly the
stated number of groups plays each mode, so that a small demo has them all and a large run has them
at the same rate.
"""

from dataclasses import fields

import numpy as np

from orchestration.lib.simulation.arrays import Bools, Ints
from orchestration.lib.simulation.draws import Draws
from orchestration.lib.simulation.rates import GroupModes

GROUP = 4
STRATUM = 1000
MODES = tuple(mode.name for mode in fields(GroupModes))
Parts = dict[str, tuple[int, ...]]
_COUPLES = ("family_device", "household_card", "logout_without_reset")
_NAMES = ("second_account", "namesake", "father_and_son")


def assign_modes(draws: Draws, rates: GroupModes, ids: Ints, customers: int) -> Ints:
    """Return the mode of each person's group as a position in MODES, -1 for most.

    `ids` starts at a stratum's first person. A group cut off by the end of the run plays nothing.
    """
    groups = np.arange(ids[0] // GROUP, (ids[-1] // STRATUM + 1) * STRATUM // GROUP)
    stratum = groups * GROUP // STRATUM
    order = np.lexsort((draws.bits("plan/order", groups), stratum))
    per_stratum = STRATUM // GROUP
    casting = np.full(per_stratum, -1, dtype=np.int64)
    taken = 0
    for position, mode in enumerate(MODES):
        count = getattr(rates, mode)
        casting[taken : taken + count] = position
        taken += count
    modes = np.empty(len(groups), dtype=np.int64)
    modes[order] = casting[np.arange(len(groups)) % per_stratum]
    modes[(groups + 1) * GROUP > customers] = -1
    result: Ints = modes[ids // GROUP - groups[0]]
    return result


def plays(modes: Ints, mode: str) -> Bools:
    """Return who belongs to a group that plays the mode."""
    result: Bools = modes == MODES.index(mode)
    return result


def needs_couple(modes: Ints) -> Bools:
    """Return whose group must have its first two persons live together."""
    return np.isin(modes, [MODES.index(mode) for mode in _COUPLES])


def states_identity(modes: Ints) -> Bools:
    """Return whose accounts must state a birth date and keep their postcode."""
    return np.isin(modes, [MODES.index(mode) for mode in _NAMES])


def plays_part(modes: Ints, part: Ints, parts: Parts) -> Bools:
    """Return who plays one of the given parts (places in the group) of the given modes."""
    result = np.zeros(len(modes), dtype=np.bool_)
    for mode, wanted in parts.items():
        result |= plays(modes, mode) & np.isin(part, wanted)
    return result

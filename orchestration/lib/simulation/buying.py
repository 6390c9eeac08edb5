"""When people buy and for how much: BG/NBD purchase times, gamma-gamma spend.

Fader, Hardie & Lee (2005): purchases come at rate lambda ~ Gamma(r, alpha) while alive, and after
each repeat purchase the buyer drops out with probability p ~ Beta(a, b). Fader & Hardie (2013): a
basket is Gamma(p, nu) with nu ~ Gamma(q, gamma). The first purchase is time zero of the model.
"""

from dataclasses import dataclass

import numpy as np

from orchestration.lib.simulation.arrays import Bits, Floats, Ints
from orchestration.lib.simulation.clock import DAY, END, MINUTE, at, at_paris_hour
from orchestration.lib.simulation.people import BUYER, FOREVER
from orchestration.lib.simulation.world import World

WEB, APP, MAIL_ORDER, STORE = 0, 1, 2, 3
_CLOCK_CHANGE = at(2025, 10, 26, 1)
CHANNELS = ("web", "app", "mail_order", "store")


@dataclass(frozen=True)
class Buyers:
    """The hidden parameters of each person: rate a day, drop-out, mean spend, end of life."""

    purchase_rate: Floats
    dropout: Floats
    mean_spend: Floats
    alive_until: Ints


@dataclass(frozen=True)
class Purchases:
    """One entry per purchase, by person and time: amounts aimed at in cents, channel, own key."""

    row: Ints
    ordinal: Ints
    moment: Ints
    cents: Ints
    channel: Ints
    key: Bits


def draw_purchases(world: World) -> tuple[Buyers, Purchases]:
    """Run every buyer's renewal process up to the end of the simulation.

    Both holders of a recycled card buy with it at once, so that each has a ticket.
    """
    people, draws, model = world.people, world.draws, world.rates.buying
    ids = people.ids
    rate = draws.gamma(model.r, "buying/rate", ids) / model.alpha
    dropout = draws.beta(model.a, model.b, "buying/dropout", ids)
    scale = draws.gamma(model.q, "buying/scale", ids) / model.gamma
    mean_spend = model.p / scale
    buys = people.kind == BUYER
    clock = people.arrived + (draws.exponential("buying/first", ids) * 2 * DAY).astype(np.int64)
    holders = np.concatenate([people.cast("recycled_card", part) for part in (0, 1)])
    clock[holders] = people.card_joined[holders] + 30 * MINUTE
    stop = np.minimum(END - 30 * MINUTE, people.active_until)
    clock = np.minimum(clock, np.maximum(stop - 1, people.arrived))
    alive_until = np.full(len(ids), FOREVER, dtype=np.int64)
    rows, ordinals, moments = [], [], []
    active = np.flatnonzero(buys & (clock < stop))
    for ordinal in range(model.most_purchases):
        if len(active) == 0:
            break
        rows.append(active)
        ordinals.append(np.full(len(active), ordinal, dtype=np.int64))
        moments.append(clock[active])
        if ordinal > 0:
            gone = draws.chance(dropout[active], "buying/gone", ids[active], ordinal)
            alive_until[active[gone]] = clock[active[gone]]
            active = active[~gone]
        wait = draws.exponential("buying/wait", ids[active], ordinal) / rate[active] * DAY
        clock[active] += np.minimum(wait, 4000.0 * DAY).astype(np.int64) + MINUTE
        active = active[clock[active] < stop[active]]
    row = np.concatenate(rows)
    ordinal_of = np.concatenate(ordinals)
    order = np.lexsort((ordinal_of, row))
    row, ordinal_of = row[order], ordinal_of[order]
    moment = np.concatenate(moments)[order]
    key = draws.bits("purchase", ids[row], ordinal_of)
    amount = draws.gamma(model.p, "purchase/amount", key) / scale[row]
    shows_card = np.isin(row, holders) & (ordinal_of == 0)
    channel = np.where(shows_card, STORE, _channels(world, row, ordinal_of, moment, key))
    plausible = _at_plausible_hours(world, row, moment, channel, key)
    return (
        Buyers(np.where(buys, rate, 0.0), dropout, mean_spend, alive_until),
        Purchases(
            row=row,
            ordinal=ordinal_of,
            moment=np.where(shows_card, moment, plausible),
            cents=np.maximum((amount * 100.0).astype(np.int64), 500),
            channel=channel,
            key=key,
        ),
    )


def _channels(world: World, row: Ints, ordinal: Ints, moment: Ints, key: Bits) -> Ints:
    """Choose the channel: mostly the preferred one, always one the person can use."""
    people, draws, behaviour = world.people, world.draws, world.rates.behaviour
    any_channel = draws.pick(list(behaviour.channel_shares), "purchase/channel", key)
    own = draws.chance(behaviour.prefers_own_channel, "purchase/own_channel", key)
    channel = np.where(own, people.channel[row], any_channel)
    has_app = people.has_app[row] & (moment >= people.account_created[row])
    channel = np.where((channel == APP) & ~has_app, WEB, channel)
    hidden = (world.keys.hidden_email[row] >= 0) & (ordinal == 0)
    channel = np.where(hidden, WEB, channel)
    no_mailbox = ~people.has_email[row]
    channel = np.where((channel == WEB) & no_mailbox, STORE, channel)
    return np.where((channel == MAIL_ORDER) & ~people.has_phone[row], STORE, channel)


def _at_plausible_hours(world: World, row: Ints, moment: Ints, channel: Ints, key: Bits) -> Ints:
    """Move purchases to opening hours in shops and to people's own hours online.

    A late-night opening in October 2025 sells through the hour that the wall clock shows twice.
    """
    draws = world.draws
    online = np.clip(world.people.hour[row] + 2.0 * draws.normal("purchase/hour", key), 6.0, 23.6)
    opening = 10.0 + 9.4 * draws.uniform("purchase/opening", key)
    hours = np.where(channel == STORE, opening, online)
    stated = at_paris_hour(moment, hours)
    night = (channel == STORE) & (np.abs(moment - _CLOCK_CHANGE) < 6 * DAY)
    night &= draws.chance(0.2, "purchase/night", key)
    spread = (draws.uniform("purchase/night_minute", key) * 100 * MINUTE).astype(np.int64)
    stated = np.where(night, _CLOCK_CHANGE - 50 * MINUTE + spread, stated)
    latest = END - 20 * MINUTE
    late = stated >= np.minimum(latest, world.people.active_until[row])
    return np.where(late, np.minimum(moment, latest), stated)

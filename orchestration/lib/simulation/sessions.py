"""Visits to the site: who, when, on which cookie, signed in or not."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from orchestration.lib.simulation.arrays import Bits, Bools, Ints
from orchestration.lib.simulation.buying import WEB, Buyers, Purchases
from orchestration.lib.simulation.clock import DAY, END, HOUR, MINUTE, SECOND, START, at_paris_hour
from orchestration.lib.simulation.email import Sends
from orchestration.lib.simulation.people import BUYER, VISITOR
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.text import uuids
from orchestration.lib.simulation.world import World

BROWSE, PURCHASE, CLICK, FAMILY, NO_RESET, KIOSK = range(6)
ANONYMOUS, SIGNS_IN, SIGNED_IN = range(3)
_OWN, _SECOND_DEVICE, _FAMILY_DEVICE, _LEFT_OPEN = range(4)
STEP = 35 * SECOND


@dataclass(frozen=True)
class Sessions:
    """One entry per session; `purchase` and `send` are positions or -1."""

    row: Ints
    kind: Ints
    start: Ints
    calls: Ints
    login: Ints
    signs_out: Bools
    cookie: Ints
    purchase: Ints
    send: Ints
    analytics: Bools
    skew: Ints
    device_key: Bits
    key: Bits


def consent_of(world: World, device_keys: Bits) -> Bools:
    """Return whether analytics was granted on each device."""
    return world.draws.chance(
        world.rates.behaviour.analytics_granted, "cookie/analytics", device_keys
    )


def draw_sessions(
    world: World, buyers: Buyers, purchases: Purchases, by_account: Bools, sends: Sends
) -> Sessions:
    """Draw all sessions and register the cookies they happen on."""
    people, draws, rates = world.people, world.draws, world.rates.behaviour
    parts: list[dict[str, Ints]] = []

    def add(kind: int, row: Ints, start: Ints, ordinal: Ints, **more: Ints) -> None:
        parts.append(
            {
                "kind": np.full(len(row), kind, dtype=np.int64),
                "row": row,
                "start": start,
                "ordinal": ordinal,
                "purchase": more.get("purchase", np.full(len(row), -1, dtype=np.int64)),
                "send": more.get("send", np.full(len(row), -1, dtype=np.int64)),
                "host": more.get("host", row),
            }
        )

    bought = np.flatnonzero(purchases.channel == WEB)
    add(
        PURCHASE,
        purchases.row[bought],
        purchases.moment[bought],
        purchases.ordinal[bought],
        purchase=bought,
    )
    looked = np.flatnonzero(
        draws.chance(rates.browse_before_buying, "session/before", purchases.key)
    )
    before = (1 + 6 * draws.uniform("session/lead", purchases.key[looked])) * DAY
    start = purchases.moment[looked] - before.astype(np.int64)
    fits = start > START
    add(BROWSE, purchases.row[looked][fits], start[fits], 1000 + purchases.ordinal[looked][fits])

    stop = np.minimum(np.minimum(people.active_until, buyers.alive_until + 90 * DAY), END - HOUR)
    span = np.maximum(stop - people.arrived, HOUR)
    years = span / (1.5 * 365.25 * DAY)
    count = draws.poisson(rates.spontaneous_sessions * years, "session/count", people.ids)
    count = np.where(people.kind == VISITOR, np.maximum(np.minimum(count, 3), 1), count)
    row = np.repeat(np.arange(len(people)), count)
    ordinal = np.arange(len(row)) - (np.cumsum(count) - count)[row] + 2000
    share = draws.uniform("session/when", people.ids[row], ordinal)
    start = people.arrived[row] + (share * span[row]).astype(np.int64)
    hours = people.hour[row] + 2.5 * draws.normal("session/hour", people.ids[row], ordinal)
    moved = at_paris_hour(start, np.clip(hours, 0.0, 23.4))
    start = np.where((moved < END - HOUR) & (moved > people.arrived[row]), moved, start)
    add(BROWSE, row, start, ordinal)

    clicked = np.flatnonzero(sends.clicked >= 0)
    add(
        CLICK,
        sends.row[clicked],
        sends.clicked[clicked] + 2 * SECOND,
        3000 + sends.campaign[clicked],
        send=clicked,
    )

    _add_staged(world, add)
    columns = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return _complete(world, columns, by_account)


def _add_staged(world: World, add: Callable[..., None]) -> None:
    """Add the sessions on devices that several people use."""
    people, draws = world.people, world.draws
    for part in (0, 1):
        cast = people.cast("family_device", part)
        for visit in range(3):
            when = START + (150 + 300 * visit + 40 * part) * DAY
            spread = draws.uniform("session/family", people.ids[cast], visit) * 30 * DAY
            add(
                FAMILY,
                cast,
                when + spread.astype(np.int64),
                np.full(len(cast), 4000 + visit),
                host=cast - part,
            )
    first = people.cast("logout_without_reset", 0)
    days = 200 + 600 * draws.uniform("session/open", people.ids[first])
    left = START + (days * DAY).astype(np.int64)
    add(NO_RESET, first, left, np.full(len(first), 5000), host=first)
    add(NO_RESET, first + 1, left + 25 * MINUTE, np.full(len(first), 5001), host=first)

    kiosk = people.has_account & (people.kind == BUYER) & (people.mode < 0)
    kiosk &= people.account_created < END - 40 * DAY
    kiosk &= draws.chance(world.rates.records.kiosk_users, "session/kiosk", people.ids)
    users = np.flatnonzero(kiosk)
    share = draws.uniform("session/kiosk_when", people.ids[users])
    entered = people.account_created[users] + (
        share * (END - 30 * DAY - people.account_created[users])
    ).astype(np.int64)
    opening = 10.0 + 9.0 * draws.uniform("session/kiosk_hour", people.ids[users])
    add(KIOSK, users, at_paris_hour(entered, opening), np.full(len(users), 6000))


def _complete(world: World, columns: dict[str, Ints], by_account: Bools) -> Sessions:
    """Decide length, login and cookie of sessions."""
    people, draws, rates = world.people, world.draws, world.rates.behaviour
    row, kind, purchase = columns["row"], columns["kind"], columns["purchase"]
    key = draws.bits("session", people.ids[row], columns["ordinal"])
    start = columns["start"]
    may = people.has_account[row] & (start >= people.account_created[row])
    u = draws.uniform("session/login", key)
    login = np.where(u < rates.already_signed_in, SIGNED_IN, ANONYMOUS)
    login = np.where(
        (u >= rates.already_signed_in) & (u < rates.already_signed_in + rates.signs_in),
        SIGNS_IN,
        login,
    )
    buys = kind == PURCHASE
    account = np.zeros(len(row), dtype=np.bool_)
    account[buys] = by_account[purchase[buys]]
    login = np.where(buys, np.where(account, np.where(u < 0.6, SIGNED_IN, SIGNS_IN), 0), login)
    forced = np.isin(kind, [FAMILY, NO_RESET, KIOSK])
    login = np.where(forced, SIGNS_IN, np.where(may, login, ANONYMOUS))
    family = people.mode[row] >= 0
    family &= np.isin(row, np.concatenate([people.cast("family_device", p) for p in (0, 1)]))
    on_family = (family & ~buys & draws.chance(0.5, "session/on_family", key)) | (kind == FAMILY)
    on_family &= people.has_account[row] & (start >= people.account_created[row])
    login = np.where(on_family, SIGNS_IN, login)
    signs_out = (login == SIGNS_IN) & draws.chance(rates.signs_out, "session/out", key) & ~buys
    signs_out |= forced | (on_family & draws.chance(0.8, "session/family_out", key))
    length = 1 + draws.poisson(rates.calls_per_session - 1.0, "session/calls", key, most=25)
    length = np.where(login == SIGNS_IN, np.maximum(length, 2) + 2, length)
    length = np.where(buys, np.maximum(length, 3) + 3, length)
    length = np.where(signs_out, length + 1, length)
    start = np.where(buys, start - (length - 1) * STEP, start)

    second = draws.chance(rates.have_second_device, "device/second", people.ids[row])
    device = np.where(second & draws.chance(0.4, "session/second", key), _SECOND_DEVICE, _OWN)
    life = rates.cookie_life_days * (
        0.3 + draws.exponential("device/life", people.ids[row], device)
    )
    phase = draws.uniform("device/phase", people.ids[row], device)
    epoch = np.minimum((start - START) / (life * DAY) + phase, 1023.0).astype(np.int64)
    host = np.where(on_family, row - people.part[row], columns["host"])
    device = np.where(on_family, _FAMILY_DEVICE, np.where(kind == NO_RESET, _LEFT_OPEN, device))
    epoch = np.where(on_family | (kind == NO_RESET), 0, epoch)
    code = people.ids[host] * 4096 + device * 1024 + epoch
    code = np.where(kind == KIOSK, -1 - people.ids[row] // STRATUM, code)
    cookie, device_key = _register_cookies(world, code)
    keys = world.keys
    analytics = consent_of(world, device_key)
    keys.cookie.refused[cookie[~analytics]] = True
    account_used = np.where(login > 0, keys.login_at(row, start), -1)
    keys.evidence.note((keys.cookie, cookie), (keys.login, account_used))
    skewed = draws.chance(world.rates.records.skewed_clock_sessions, "session/skewed", key)
    size = (HOUR + draws.exponential("session/skew", key) * 6 * HOUR).astype(np.int64)
    sign = np.where(draws.chance(0.5, "session/skew_sign", key), 1, -1)
    return Sessions(
        row=row,
        kind=np.where(on_family, FAMILY, kind),
        start=start,
        calls=length,
        login=login,
        signs_out=signs_out,
        cookie=cookie,
        purchase=purchase,
        send=columns["send"],
        analytics=analytics,
        skew=np.where(skewed, sign * size, 0),
        device_key=device_key,
        key=key,
    )


def _register_cookies(world: World, code: Ints) -> tuple[Ints, Bits]:
    """Add the cookies to their book; return each session's position and device key."""
    people, draws, book = world.people, world.draws, world.keys.cookie
    codes, inverse = np.unique(code, return_inverse=True)
    high, low = draws.bits("cookie/high", codes), draws.bits("cookie/low", codes)
    values = uuids(high, low)
    owner = codes // 4096 - people.ids[0]
    device = codes % 4096 // 1024
    kinds = (
        ("kiosk", codes < 0, True),
        (None, (codes >= 0) & (device < _FAMILY_DEVICE), False),
        ("family_device", (codes >= 0) & (device == _FAMILY_DEVICE), True),
        ("logout_without_reset", (codes >= 0) & (device == _LEFT_OPEN), True),
    )
    position = np.empty(len(codes), dtype=np.int64)
    for mode, which, shared in kinds:
        chosen = np.flatnonzero(which)
        rows = np.where(codes[chosen] < 0, -1, owner[chosen])
        position[chosen] = book.add(
            values.take(chosen), rows, holder=rows, is_shared=shared, mode=mode
        )
    return position[inverse], high[inverse]

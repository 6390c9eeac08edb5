"""The app's events, in the shape of Amplitude, mostly with the login of its user."""

from dataclasses import dataclass

import numpy as np

from orchestration.lib.simulation.arrays import Bits, Ints
from orchestration.lib.simulation.baskets import Baskets
from orchestration.lib.simulation.buying import APP, Buyers, Purchases
from orchestration.lib.simulation.catalogue import CATEGORIES
from orchestration.lib.simulation.checkout import Checkout
from orchestration.lib.simulation.clock import DAY, END, HOUR, SECOND, START, at_paris_hour
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.geography import STORE_IDS, nearest_stores
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.spelling import key_spelling, mode_names
from orchestration.lib.simulation.text import based, choose, join, money, only, uuids
from orchestration.lib.simulation.web import property_texts
from orchestration.lib.simulation.world import World, numbered

OPENED, VIEWED, ADDED, ORDERED, IN, OUT, PUSHED, LOCATED = range(8)
_EVENTS = (
    "App Opened",
    "Product Viewed",
    "Product Added",
    "Order Completed",
    "Signed In",
    "Signed Out",
    "Push Opened",
    "Store Locator Used",
)
_MODES = ("clock_skew", "time_1970", "time_future", "default_id", "login_type_drift", "kiosk")

EVENTS = Extract(
    source="app",
    table="events",
    key=("uuid",),
    demo_format="jsonl.gz",
    is_record=True,
    json=("event_properties", "user_properties"),
    select="""
        uuid,
        mobile as device_id,
        spelled_key(login, login_spelling) as user_id,
        event_type,
        case
            when event_type = 'Order Completed'
                then '{"order_id":"' || order_id || '","total":' || total || ',' || properties[2:]
            else properties
        end as event_properties,
        '{"preferred_store":"' || store_id || '","beta":false}' as user_properties,
        case when push then 'pt-' || mobile[1:8] || mobile[10:13] end as push_token,
        platform,
        version_name,
        'fr' as language,
        stated as event_time,
        iso(received) as server_upload_time
    """,
    bad_numbers=("event_time",),
)


@dataclass(frozen=True)
class AppVisits:
    """One entry per visit of the app; `purchase` is -1 for most."""

    row: Ints
    start: Ints
    events: Ints
    mobile: Ints
    purchase: Ints
    in_store: Ints
    key: Bits


def draw_visits(world: World, buyers: Buyers, purchases: Purchases) -> AppVisits:
    """Draw visits of the app, and register the phones and the shops' tablets they happen on."""
    people, draws, rates = world.people, world.draws, world.rates.behaviour
    bought = np.flatnonzero(purchases.channel == APP)
    stop = np.minimum(np.minimum(people.active_until, buyers.alive_until + 90 * DAY), END - HOUR)
    span = np.maximum(stop - people.account_created, HOUR)
    mean = rates.app_sessions * span / (1.5 * 365.25 * DAY)
    users = np.flatnonzero(people.has_app)
    count = draws.poisson(mean[users], "visit/count", people.ids[users], most=80)
    row = np.repeat(users, count)
    ordinal = (
        np.arange(len(row)) - (np.cumsum(count) - count)[np.repeat(np.arange(len(users)), count)]
    )
    share = draws.uniform("visit/when", people.ids[row], ordinal)
    start = people.account_created[row] + (share * span[row]).astype(np.int64)
    hours = np.clip(
        people.hour[row] + 2.5 * draws.normal("visit/hour", people.ids[row], ordinal), 0.0, 23.4
    )
    moved = at_paris_hour(start, hours)
    start = np.where((moved > people.account_created[row]) & (moved < END - HOUR), moved, start)
    tablet = people.has_account & (people.mode < 0) & (people.account_created < END - 40 * DAY)
    tablet &= draws.chance(world.rates.records.kiosk_users, "visit/tablet", people.ids)
    in_shop = np.flatnonzero(tablet)
    share = draws.uniform("visit/tablet_when", people.ids[in_shop])
    shop_start = people.account_created[in_shop] + (
        share * (END - 30 * DAY - people.account_created[in_shop])
    ).astype(np.int64)
    in_store = np.repeat([0, 0, 1], [len(bought), len(row), len(in_shop)])
    all_rows = np.concatenate([purchases.row[bought], row, in_shop])
    ordinals = np.concatenate(
        [purchases.ordinal[bought], 1000 + ordinal, np.full(len(in_shop), 9000)]
    )
    starts = np.concatenate([purchases.moment[bought], start, shop_start])
    purchase = np.concatenate([bought, np.full(len(row) + len(in_shop), -1, dtype=np.int64)])
    key = draws.bits("visit", people.ids[all_rows], ordinals)
    length = 1 + draws.poisson(rates.calls_per_app_session - 1.0, "visit/events", key, most=20)
    length = np.where(purchase >= 0, np.maximum(length, 3), length)
    length = np.where(in_store == 1, 4, length)
    starts = np.where(purchase >= 0, starts - (length - 1) * 25 * SECOND, starts)
    changed = (starts - START) / (700 * DAY) + draws.uniform("visit/phone", people.ids[all_rows])
    code = people.ids[all_rows] * 16 + np.minimum(changed, 15.0).astype(np.int64)
    code = np.where(in_store == 1, -1 - people.ids[all_rows] // STRATUM, code)
    codes, inverse = np.unique(code, return_inverse=True)
    values = uuids(draws.bits("mobile/high", codes), draws.bits("mobile/low", codes))
    position = np.empty(len(codes), dtype=np.int64)
    for chosen, shared in ((np.flatnonzero(codes < 0), True), (np.flatnonzero(codes >= 0), False)):
        owner = np.where(shared, -1, codes[chosen] // 16 - people.ids[0])
        position[chosen] = world.keys.mobile.add(
            values.take(chosen), owner, is_shared=shared, mode="kiosk" if shared else None
        )
    return AppVisits(all_rows, starts, length, position[inverse], purchase, in_store, key)


def app_events(world: World, visits: AppVisits, baskets: Baskets, checkout: Checkout) -> Landed:
    """Write every visit as its events."""
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates.records
    visit = np.repeat(np.arange(len(visits.row)), visits.events)
    place = np.arange(len(visit)) - (np.cumsum(visits.events) - visits.events)[visit]
    moment = visits.start[visit] + place * 25 * SECOND
    moment += np.where(
        place > 0, draws.below(7 * SECOND, "event/jitter", visits.key[visit], place), 0
    )
    last = place == visits.events[visit] - 1
    buys = visits.purchase[visit] >= 0
    moment = np.where(last & buys, visits.start[visit] + place * 25 * SECOND, moment)
    order, number = numbered(people.ids[visits.row[visit]], moment)
    visit, place, moment, last, buys = (
        visit[order],
        place[order],
        moment[order],
        last[order],
        buys[order],
    )
    row, purchase = visits.row[visit], visits.purchase[visit]
    in_store = visits.in_store[visit] == 1
    key = draws.bits("event", visits.key[visit], place)
    pushed = draws.chance(0.15, "event/pushed", visits.key[visit])
    event = np.array([VIEWED, ADDED, LOCATED])[draws.pick([80, 12, 8], "event/kind", key)]
    event = np.where(place == 0, np.where(pushed & ~buys & ~in_store, PUSHED, OPENED), event)
    event = np.where(in_store & (place == 1), IN, np.where(in_store & last, OUT, event))
    event = np.where(buys & last, ORDERED, event)
    texts, starts = property_texts(world.catalogue)
    catalogue = world.catalogue
    category = np.where(
        draws.chance(0.7, "event/taste", visits.key[visit]),
        people.category[row],
        draws.below(len(CATEGORIES), "event/category", visits.key[visit]),
    )
    target = 2000.0 + 14000.0 * draws.uniform("event/price", key)
    product = catalogue.near_price(
        draws, key, category, people.brand[row], people.colour[row], target
    )
    sku = catalogue.sku_of(product, people.shoe[row], people.clothing[row])
    sku = np.where(event == ORDERED, baskets.first_sku[purchase], sku)
    properties = np.where(
        event == LOCATED, starts["locate"] + people.town[row], starts["sku"] + sku
    )
    properties = np.where(np.isin(event, [OPENED, IN, OUT, PUSHED]), starts["none"], properties)

    signed = draws.chance(0.85, "event/signed", visits.key[visit]) | buys
    signed = np.where(in_store, place >= 1, signed)
    defaults = ~signed & ~in_store & draws.chance(0.05, "event/default", visits.key[visit])
    login = np.where(signed, keys.login_at(row, visits.start[visit]), np.where(defaults, 4, -1))
    spelling = key_spelling(world, "event", visits.key[visit], rates.login_type_drift)
    spelling = np.where(signed, spelling, 0)
    keys.evidence.note((keys.mobile, visits.mobile[visit]), (keys.login, login))
    skewed = draws.chance(rates.skewed_clock_sessions, "event/skewed", visits.key[visit])
    skew = np.where(skewed, HOUR + draws.below(30 * HOUR, "event/skew", visits.key[visit]), 0)
    impossible = draws.chance(rates.impossible_time_records, "event/impossible", key)
    future = draws.chance(0.5, "event/future", key)
    stated = np.where(
        impossible, np.where(future, END + 12 * 365 * DAY, place * 1000), moment - skew
    )
    mode = np.where(in_store, 5, np.where(defaults, 3, np.where(spelling > 0, 4, -1)))
    mode = np.where(skewed, 0, mode)
    mode = np.where(impossible, np.where(future, 2, 1), mode)
    stratum = based(people.ids[row] // STRATUM, 4, 16)
    nearest = np.array(nearest_stores())[people.town[row]]
    android = draws.chance(0.55, "event/android", people.ids[row])
    return land(
        EVENTS,
        draws,
        rates,
        Records(
            {
                "uuid": join("a0000000-", stratum, "-4000-8000-", based(number, 12, 16)),
                "mobile": keys.mobile.text(visits.mobile[visit]),
                "login": keys.login.text(login),
                "login_spelling": spelling,
                "event_type": choose(_EVENTS, event),
                "order_id": only(event == ORDERED, checkout.order_id.take(np.maximum(purchase, 0))),
                "total": money(
                    np.where(event == ORDERED, baskets.total[np.maximum(purchase, 0)], 0)
                ),
                "properties": choose(texts, properties),
                "store_id": choose(STORE_IDS, nearest),
                "push": draws.chance(0.6, "event/push", people.ids[row]) & ~in_store,
                "platform": choose(["iOS", "Android"], android.astype(np.int64)),
                "version_name": choose(
                    ["5.1.0", "5.2.3", "6.0.1"], (moment - START) * 3 // (END - START)
                ),
                "stated": stated,
                "received": moment + 2000 + draws.below(5000, "event/network", key),
            },
            key=key,
            moments=moment,
            persons=people.ids[row],
            mode=mode_names(mode, _MODES),
        ),
    )

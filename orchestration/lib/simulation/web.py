"""The site's calls, in the shape of Segment: page, track and identify with nested JSON."""

from functools import cache

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation import names
from orchestration.lib.simulation.arrays import Bits, Ints
from orchestration.lib.simulation.baskets import Baskets
from orchestration.lib.simulation.catalogue import BRANDS, CATEGORIES, CLOTHING_SIZES, Catalogue
from orchestration.lib.simulation.checkout import Checkout
from orchestration.lib.simulation.clock import END, SECOND
from orchestration.lib.simulation.email import Sends, campaign_names, click_tokens
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.geography import STORE_IDS, TOWNS, nearest_stores
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.sessions import (
    ANONYMOUS,
    CLICK,
    PURCHASE,
    SIGNS_IN,
    STEP,
    Sessions,
)
from orchestration.lib.simulation.spelling import email_spelling, key_spelling, mode_names
from orchestration.lib.simulation.text import based, choose, money, only
from orchestration.lib.simulation.world import World, numbered

(
    PAGE,
    VIEWED,
    ADDED,
    WISHED,
    SEARCHED,
    CART,
    ORDERED,
    LOCATED,
    SIZED,
    IN,
    OUT,
    IDENTIFIED,
) = range(12)
_EVENTS = (
    None,
    "Product Viewed",
    "Product Added",
    "Product Added to Wishlist",
    "Products Searched",
    "Cart Viewed",
    "Order Completed",
    "Store Locator Used",
    "Size Guide Viewed",
    "Signed In",
    "Signed Out",
    None,
)
_BROWSING = [0.20, 0.46, 0.07, 0.03, 0.08, 0.04, 0.0, 0.05, 0.07]
_SEARCHES = (
    "chaussures running",
    "veste impermeable",
    "baskets blanches",
    "sweat capuche",
    "trail",
    "taille 43",
    "pantalon randonnée",
    "soldes",
)
_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/129.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148",
    "Mozilla/5.0 (Linux; Android 14) Chrome/128.0 Mobile",
)
_MODES = ("clock_skew", "time_1970", "time_future", "default_id", "login_type_drift")
_SKEWED, _PAST, _FUTURE, _DEFAULT, _DRIFT = range(5)

CALLS = Extract(
    source="web",
    table="calls",
    key=("messageId",),
    demo_format="jsonl.gz",
    is_record=True,
    json=("properties", "traits", "context"),
    select="""
        'ajs-' || stratum || '-' || number as "messageId",
        type,
        cookie as "anonymousId",
        spelled_key(login, login_spelling) as "userId",
        event,
        case when type = 'page' then name end as name,
        case
            when event = 'Order Completed'
                then '{"order_id":"' || order_id || '","total":' || total || ',"currency":"EUR",'
                    || '"checkout_version":3,' || properties[2:]
            else properties
        end as properties,
        case
            when type = 'identify'
                then '{"email":' || quoted(spelled_email(canonical, typed, email_spelling))
                    || ',"firstName":' || quoted(first_name) || ',"lastName":'
                    || quoted(last_name) || '}'
        end as traits,
        '{"ip":"' || ip || '","userAgent":"' || agent || '","locale":"fr-FR",'
            || '"timezone":"Europe/Paris","page":{"url":"https://www.retailer.example' || path
            || coalesce('?utm_campaign=' || campaign || '&ctk=' || token, '')
            || '","path":"' || path || '","referrer":"","title":"' || title || '","search":"'
            || coalesce('?utm_campaign=' || campaign || '&ctk=' || token, '') || '"}'
            || coalesce(
                ',"campaign":{"source":"esp","medium":"email","name":"' || campaign || '"}', ''
            )
            || ',"consent":{"categoryPreferences":{"analytics":' || analytics
            || ',"personalization":' || analytics || ',"advertising":false}}}' as context,
        iso(moment + skew) as "originalTimestamp",
        iso(moment + skew + 400) as "sentAt",
        iso(received) as "receivedAt",
        iso(stated) as timestamp
    """,
    bad_dates=("timestamp",),
)


@cache
def property_texts(catalogue: Catalogue) -> tuple[pa.Array, dict[str, int]]:
    """Return the JSON of properties by kind, and where each kind starts."""
    texts: list[str] = []
    starts: dict[str, int] = {}
    starts["page"] = len(texts)
    texts.append('{"template":"listing"}')
    starts["none"] = len(texts)
    texts.append("{}")
    starts["signed"] = len(texts)
    texts.append('{"method":"password"}')
    starts["search"] = len(texts)
    texts.extend(f'{{"query":"{query}","results_count":{7 * len(query)}}}' for query in _SEARCHES)
    starts["size"] = len(texts)
    for category in CATEGORIES[:3]:
        texts.extend(f'{{"category":"{category}","size":"{size}"}}' for size in range(36, 47))
    for category in CATEGORIES[3:]:
        texts.extend(
            f'{{"category":"{category}","size":"{CLOTHING_SIZES[min(size, 5)]}"}}'
            for size in range(11)
        )
    starts["locate"] = len(texts)
    nearest = nearest_stores()
    texts.extend(
        f'{{"postal_code":"{town.postcode}","store_id":"{STORE_IDS[nearest[n]]}"}}'
        for n, town in enumerate(TOWNS)
    )
    starts["sku"] = len(texts)
    for n, sku in enumerate(catalogue.sku):
        product = int(catalogue.sku_product[n])
        texts.append(
            f'{{"product_id":"P{product:04d}","sku":"{sku}","name":"{catalogue.name[product]}",'
            f'"brand":"{BRANDS[catalogue.brand[product]]}",'
            f'"category":"{CATEGORIES[catalogue.category[product]]}",'
            f'"price":{catalogue.price[product] / 100:.2f},"currency":"EUR",'
            f'"size":"{catalogue.sku_size[n]}","badge":"{"new" if product % 5 == 0 else ""}"}}'
        )
    return pa.array(texts), starts


def web_calls(
    world: World, sessions: Sessions, sends: Sends, baskets: Baskets, checkout: Checkout
) -> Landed:
    """Write every session as its calls; orders are called by their shop ids."""
    people, draws, rates, keys = world.people, world.draws, world.rates.records, world.keys
    session = np.repeat(np.arange(len(sessions.row)), sessions.calls)
    place = np.arange(len(session)) - (np.cumsum(sessions.calls) - sessions.calls)[session]
    jitter = draws.below(9 * SECOND, "call/jitter", sessions.key[session], place)
    last = place == sessions.calls[session] - 1
    buys = sessions.kind[session] == PURCHASE
    jitter = np.where((place == 0) | (buys & last), 0, jitter)
    moment = sessions.start[session] + place * STEP + jitter
    order, number = numbered(people.ids[sessions.row[session]], moment)
    session, place, moment = session[order], place[order], moment[order]
    row, login = sessions.row[session], sessions.login[session]
    buys = buys[order]
    key = draws.bits("call", sessions.key[session], place)

    event = _events_of(world, sessions, session, place, key)
    signed = (login == 2) | ((login == SIGNS_IN) & (place >= 1))

    purchase = sessions.purchase[session]
    sku = _skus(world, row, key, sessions.key[session])
    sku = np.where(buys & ((event == ADDED) | (event == ORDERED)), baskets.first_sku[purchase], sku)
    properties = _properties(world, row, event, sku, key)
    texts, _ = property_texts(world.catalogue)

    mode = np.where(sessions.skew[session] != 0, _SKEWED, -1)
    defaults = draws.chance(rates.default_id_sessions, "call/default", sessions.key[session])
    defaults &= login == ANONYMOUS
    user = np.where(signed, keys.login_at(row, sessions.start[session]), -1)
    bogus = draws.below(len(names.DEFAULT_LOGINS), "call/bogus", sessions.key[session])
    user = np.where(defaults, bogus, user)
    mode = np.where(defaults, _DEFAULT, mode)
    spelling = np.where(
        signed, key_spelling(world, "call", sessions.key[session], rates.login_type_drift), 0
    )
    mode = np.where((spelling > 0) & (mode < 0), _DRIFT, mode)
    impossible = draws.chance(rates.impossible_time_records, "call/impossible", key)
    future = draws.chance(0.5, "call/future", key)
    received = moment + 600 + draws.below(900, "call/network", key)
    stated = np.where(
        impossible, np.where(future, END + 12 * 365 * 86_400_000, place * 1000), moment
    )
    mode = np.where(impossible, np.where(future, _FUTURE, _PAST), mode)
    clicked = (sessions.kind[session] == CLICK) & (place == 0)
    send = np.where(clicked, sessions.send[session], 0)
    identified = event == IDENTIFIED
    email = np.where(buys, checkout.email[np.maximum(purchase, 0)], keys.email_at(row, moment))
    email = np.where(identified, email, -1)
    keys.evidence.note(
        (keys.cookie, sessions.cookie[session]),
        (keys.login, np.where(identified & signed, user, -1)),
        (keys.email, email),
    )
    link = np.where(clicked, sends.email[send], -1)
    keys.evidence.note((keys.cookie, sessions.cookie[session]), (keys.email, link))
    address = draws.below(65536, "call/ip", people.household[row])
    category = world.catalogue.category[world.catalogue.sku_product[sku]]
    path = np.where(
        event == CART, len(CATEGORIES), np.where(place == 0, len(CATEGORIES) + 1, category)
    )
    paths = [*(f"/{category}" for category in CATEGORIES), "/panier", "/"]
    return land(
        CALLS,
        draws,
        rates,
        Records(
            {
                "stratum": based(people.ids[row] // STRATUM, 3),
                "number": based(number, 5),
                "type": choose(
                    ["page", "track", "identify"],
                    np.where(event == PAGE, 0, np.where(identified, 2, 1)),
                ),
                "cookie": keys.cookie.text(sessions.cookie[session]),
                "login": keys.login.text(user),
                "login_spelling": spelling,
                "event": choose(_EVENTS, event),
                "name": choose(
                    ["Accueil", "Liste", "Produit"], np.where(place == 0, 0, 1 + place % 2)
                ),
                "properties": choose(texts, properties),
                "order_id": only(event == ORDERED, checkout.order_id.take(np.maximum(purchase, 0))),
                "total": money(
                    np.where(event == ORDERED, baskets.total[np.maximum(purchase, 0)], 0)
                ),
                "canonical": keys.email.text(email),
                "typed": keys.email.text(email, typed=True),
                "email_spelling": email_spelling(world, "call", row, key),
                "first_name": choose(names.FIRST_NAMES, people.first_name_at(row, moment)),
                "last_name": choose(names.LAST_NAMES, people.last_name[row]),
                "ip": choose([f"198.51.{n // 256}.{n % 256}" for n in range(65536)], address),
                "agent": choose(
                    _AGENTS, draws.below(4, "call/agent", sessions.device_key[session])
                ),
                "path": choose(paths, path),
                "title": choose([*CATEGORIES, "Panier", "Accueil"], path),
                "campaign": choose(campaign_names(), np.where(clicked, sends.campaign[send], -1)),
                "token": only(clicked, click_tokens(sends, send)),
                "analytics": choose(
                    ["false", "true"], sessions.analytics[session].astype(np.int64)
                ),
                "moment": moment,
                "skew": sessions.skew[session],
                "received": received,
                "stated": stated,
            },
            key=key,
            moments=moment,
            persons=people.ids[row],
            mode=mode_names(mode, _MODES),
        ),
    )


def _events_of(world: World, sessions: Sessions, session: Ints, place: Ints, key: Bits) -> Ints:
    """Choose what each call is: a session opens with a page, an order ends it, the rest browses."""
    login, buys = sessions.login[session], sessions.kind[session] == PURCHASE
    from_end = sessions.calls[session] - 1 - place
    event = world.draws.pick(_BROWSING, "call/event", key)
    event = np.where(place == 0, PAGE, event)
    event = np.where((login == SIGNS_IN) & (place == 1), IN, event)
    event = np.where((login == SIGNS_IN) & (place == 2), IDENTIFIED, event)
    guest = buys & (login == ANONYMOUS)
    event = np.where(buys & (from_end == 2), ADDED, event)
    event = np.where(buys & (from_end == 1), np.where(guest, IDENTIFIED, CART), event)
    event = np.where(buys & (from_end == 0), ORDERED, event)
    return np.where(sessions.signs_out[session] & (from_end == 0), OUT, event)


def _skus(world: World, row: Ints, key: Bits, session_key: Bits) -> Ints:
    """Choose the product a call is about: often of the favourite category and brand."""
    people, draws, catalogue = world.people, world.draws, world.catalogue
    tastes = draws.chance(0.7, "call/taste", session_key)
    any_category = draws.below(len(CATEGORIES), "call/category", session_key)
    category = np.where(tastes, people.category[row], any_category)
    low = np.searchsorted(catalogue.price_order, category * 10_000_000)
    high = np.searchsorted(catalogue.price_order, (category + 1) * 10_000_000) - 1
    target = catalogue.price[
        low + ((high - low + 1) * draws.uniform("call/product", key)).astype(np.int64)
    ]
    product = catalogue.near_price(
        draws, key, category, people.brand[row], people.colour[row], target
    )
    return catalogue.sku_of(product, people.shoe[row], people.clothing[row])


def _properties(world: World, row: Ints, event: Ints, sku: Ints, key: Bits) -> Ints:
    """Choose the text of properties for each call."""
    people, draws = world.people, world.draws
    _, starts = property_texts(world.catalogue)
    category = world.catalogue.category[world.catalogue.sku_product[sku]]
    size = np.where(category < 3, people.shoe[row], people.clothing[row])
    own_town = draws.chance(0.85, "call/own_town", key)
    town = np.where(own_town, people.town[row], draws.below(len(TOWNS), "call/town", key))
    result = starts["sku"] + sku
    result = np.where(event == PAGE, starts["page"], result)
    result = np.where((event == CART) | (event == IDENTIFIED), starts["none"], result)
    result = np.where((event == IN) | (event == OUT), starts["signed"], result)
    search = draws.below(len(_SEARCHES), "call/search", key)
    result = np.where(event == SEARCHED, starts["search"] + search, result)
    result = np.where(event == LOCATED, starts["locate"] + town, result)
    return np.where(event == SIZED, starts["size"] + category * 11 + size, result)

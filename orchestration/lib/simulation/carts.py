"""The carts of the web shop: those that became orders, and those left behind."""

import numpy as np

from orchestration.lib.simulation.arrays import Ints
from orchestration.lib.simulation.baskets import Baskets
from orchestration.lib.simulation.buying import APP, WEB, Purchases
from orchestration.lib.simulation.checkout import Checkout
from orchestration.lib.simulation.clock import DAY, END, HOUR, MINUTE, START
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.sessions import ANONYMOUS, BROWSE, Sessions
from orchestration.lib.simulation.text import choose, digits, join, money
from orchestration.lib.simulation.world import World, numbered

CARTS = Extract(
    source="shop",
    table="carts",
    key=("cart_id",),
    demo_format="csv",
    json=("items",),
    select="""
        cart_id,
        spelled_key(account, 0) as account_id,
        cookie as anonymous_id,
        mobile as mobile_id,
        status,
        '[{"sku":"' || sku || '","quantity":1,"price":' || price || '}]' as items,
        iso(moment) as created_at,
        iso(updated) as updated_at
    """,
    bad_dates=("created_at",),
)


def cart_rows(
    world: World,
    purchases: Purchases,
    baskets: Baskets,
    checkout: Checkout,
    sessions: Sessions,
    cookies: Ints,
    mobiles: Ints,
) -> Landed:
    """List carts: those that became orders, and those left behind."""
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates.behaviour
    bought = np.flatnonzero(
        ((purchases.channel == WEB) | (purchases.channel == APP))
        & draws.chance(rates.carts_of_purchases, "cart/bought", purchases.key)
    )
    left = np.flatnonzero(
        (sessions.kind == BROWSE)
        & draws.chance(rates.carts_of_browsing, "cart/left", sessions.key)
        & (sessions.start < END - HOUR)
    )
    row = np.concatenate([purchases.row[bought], sessions.row[left]])
    key = np.concatenate([purchases.key[bought], sessions.key[left]])
    moment = np.concatenate([purchases.moment[bought] - 20 * MINUTE, sessions.start[left] + MINUTE])
    signed = np.concatenate([checkout.by_account[bought], sessions.login[left] != ANONYMOUS])
    cookie = np.concatenate([cookies[bought], sessions.cookie[left]])
    mobile = np.concatenate([mobiles[bought], np.full(len(left), -1, dtype=np.int64)])
    any_sku = draws.below(len(world.catalogue.sku), "cart/sku", key)
    sku = np.concatenate([baskets.first_sku[bought], any_sku[len(bought) :]])
    is_bought = np.arange(len(row)) < len(bought)
    moment = np.maximum(moment, START)
    order, number = numbered(people.ids[row], moment)
    row, key, moment, signed = row[order], key[order], moment[order], signed[order]
    cookie, mobile, sku, is_bought = cookie[order], mobile[order], sku[order], is_bought[order]
    fresh = moment > END - 14 * DAY
    price = world.catalogue.price[world.catalogue.sku_product[sku]]
    login = np.where(signed, keys.login_at(row, moment), -1)
    keys.evidence.note((keys.cookie, cookie), (keys.mobile, mobile), (keys.login, login))
    return land(
        CARTS,
        draws,
        world.rates.records,
        Records(
            {
                "cart_id": join("PAN", digits(people.ids[row] // STRATUM * 100_000 + number, 9)),
                "account": keys.login.text(login),
                "cookie": keys.cookie.text(cookie),
                "mobile": keys.mobile.text(mobile),
                "status": choose(
                    ["converted", "open", "abandoned"],
                    np.where(is_bought, 0, np.where(fresh, 1, 2)),
                ),
                "sku": choose(world.catalogue.sku, sku),
                "price": money(price),
                "moment": moment,
                "updated": moment + 15 * MINUTE,
            },
            key=draws.bits("cart", key),
            moments=moment,
            persons=people.ids[row],
        ),
    )

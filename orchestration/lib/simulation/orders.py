"""Online and mail orders of the web shop, with their lines."""

import numpy as np

from orchestration.lib.simulation import names
from orchestration.lib.simulation.arrays import Ints
from orchestration.lib.simulation.baskets import Baskets
from orchestration.lib.simulation.buying import CHANNELS, STORE, Purchases
from orchestration.lib.simulation.checkout import Checkout
from orchestration.lib.simulation.clock import CUTS, DAY, END, HOUR, MINUTE, paris_offset
from orchestration.lib.simulation.extracts import Extract, Landed, Records, delivered, land
from orchestration.lib.simulation.geography import TOWNS
from orchestration.lib.simulation.spelling import (
    email_spelling,
    key_spelling,
    mode_names,
    phone_spelling,
)
from orchestration.lib.simulation.text import choose, money
from orchestration.lib.simulation.world import World

ORDERS = Extract(
    source="shop",
    table="orders",
    key=("order_id",),
    demo_format="csv",
    is_record=True,
    select="""
        order_id,
        spelled_key(account, account_spelling) as account_id,
        spelled_email(canonical, typed, email_spelling) as buyer_email,
        spelled_phone(phone, phone_spelling) as buyer_phone,
        first_name as buyer_first_name,
        last_name as buyer_last_name,
        postcode as buyer_postcode,
        case when is_gift then to_canonical end as recipient_email,
        case when is_gift then spelled_phone(to_phone, phone_spelling) end as recipient_phone,
        case when is_gift then to_first_name else first_name end as recipient_first_name,
        case when is_gift then to_last_name else last_name end as recipient_last_name,
        case when is_gift then to_postcode else postcode end as recipient_postcode,
        cast(is_gift as integer) as is_gift,
        cookie as anonymous_id,
        mobile as mobile_id,
        order_channel,
        status,
        'EUR' as currency,
        items_amount,
        discount_amount,
        shipping_amount,
        total_amount,
        coupon_code,
        iso_paris(moment, shift) as ordered_at,
        iso_paris(updated, updated_shift) as updated_at
    """,
    bad_dates=("ordered_at",),
    bad_numbers=("total_amount",),
    harmless="coupon_code",
)


ORDER_LINES = Extract(
    source="shop",
    table="order_lines",
    key=("order_id", "line_no"),
    demo_format="csv.gz",
    select="order_id, line_no, sku, quantity, unit_price_amount, discount_amount, line_amount",
    bad_numbers=("quantity", "line_amount"),
)


def order_rows(
    world: World,
    purchases: Purchases,
    baskets: Baskets,
    checkout: Checkout,
    cookies: Ints,
    mobiles: Ints,
) -> list[Landed]:
    """List online and mail orders with their lines; a late return changes an order's row."""
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates
    first = np.flatnonzero(purchases.channel != STORE)
    moment = purchases.moment[first]
    key = purchases.key[first]
    delivery, late = delivered(draws, rates.records, ORDERS.name, key, moment)
    returned = draws.chance(rates.behaviour.returned_orders, "order/returned", key)
    cancelled = ~returned & draws.chance(rates.behaviour.cancelled_orders, "order/cancelled", key)
    settled = moment + ((2 + 12 * draws.uniform("order/settled", key)) * DAY).astype(np.int64)
    settled = np.where(cancelled, moment + 3 * HOUR, settled)
    changes = (returned | cancelled) & (settled < END)
    known = changes & (settled < CUTS[0])
    second_delivery = np.where(settled < CUTS[1], 1, 2)
    again = np.flatnonzero(changes & ~known & (second_delivery > delivery))
    place = np.concatenate([np.arange(len(first)), again])
    is_second = np.arange(len(place)) >= len(first)
    purchase = first[place]
    order_key, row, when = key[place], purchases.row[purchase], purchases.moment[purchase]
    shown = is_second | known[place]
    updated = np.where(shown, settled[place], when + 5 * MINUTE)
    status = np.where(shown, np.where(returned[place], 2, 1), 0)
    account = np.where(checkout.by_account[purchase], keys.login_at(row, when), -1)
    bogus = (account < 0) & draws.chance(
        rates.records.default_id_orders, "order/default", order_key
    )
    account = np.where(bogus, 3, account)
    drift = key_spelling(world, "order", order_key, rates.records.login_type_drift)
    drift = np.where(bogus, 0, drift)
    gift = baskets.is_gift[purchase]
    friend = world.neighbour(row, "order/friend", purchases.ordinal[purchase])
    friend = np.where(gift & (friend >= 0), friend, row)
    known_friend = gift & (friend != row) & people.has_email[friend]
    known_friend &= draws.chance(rates.behaviour.gifts_to_known, "order/known_friend", order_key)
    to_email = np.where(known_friend, keys.main_email[friend], -1)
    to_phone = np.where(known_friend, keys.main_phone[friend], -1)
    mode = np.where(known_friend, 0, np.where(bogus, 1, np.where(drift > 0, 2, -1)))
    email, phone = checkout.email[purchase], checkout.phone[purchase]
    role = (keys.role_email[row] >= 0) & (email == keys.role_email[row])
    fake = (phone >= 0) & (phone < len(names.PLACEHOLDER_PHONES))
    guest = (account < 0) & people.has_account[row]
    mode = np.where(role, 3, np.where(fake, 4, np.where((mode < 0) & guest, 5, mode)))
    hidden = (email >= 0) & (email == keys.hidden_email[row])
    mode = np.where(hidden, 6, mode)
    stays = np.ones(len(place), dtype=np.bool_)
    stays[again] = False
    keys.evidence.note(
        (keys.cookie, cookies[purchase]),
        (keys.mobile, mobiles[purchase]),
        (keys.login, account),
        (keys.email, email),
        (keys.phone, phone),
    )
    postcodes = [town.postcode for town in TOWNS]
    orders = land(
        ORDERS,
        draws,
        rates.records,
        Records(
            {
                "order_id": checkout.order_id.take(purchase),
                "account": keys.login.text(account),
                "account_spelling": drift,
                "canonical": keys.email.text(email),
                "typed": keys.email.text(email, typed=True),
                "email_spelling": np.where(role, 0, email_spelling(world, "order", row, order_key)),
                "phone": keys.phone.text(phone),
                "phone_spelling": phone_spelling(world, "order", order_key),
                "first_name": choose(names.FIRST_NAMES, people.first_name_at(row, when)),
                "last_name": choose(names.LAST_NAMES, people.last_name[row]),
                "postcode": choose(postcodes, people.town_at(row, when)),
                "to_canonical": keys.email.text(to_email),
                "to_phone": keys.phone.text(to_phone),
                "to_first_name": choose(names.FIRST_NAMES, people.first_name_at(friend, when)),
                "to_last_name": choose(names.LAST_NAMES, people.last_name[friend]),
                "to_postcode": choose(postcodes, people.town_at(friend, when)),
                "is_gift": gift,
                "cookie": keys.cookie.text(cookies[purchase]),
                "mobile": keys.mobile.text(mobiles[purchase]),
                "order_channel": choose(CHANNELS, purchases.channel[purchase]),
                "status": choose(["completed", "cancelled", "returned"], status),
                "items_amount": money(baskets.items[purchase]),
                "discount_amount": money(baskets.discount[purchase]),
                "shipping_amount": money(baskets.shipping[purchase]),
                "total_amount": money(baskets.total[purchase]),
                "coupon_code": choose(
                    ["BIENVENUE10", "SOLDES", "AMIS15"],
                    np.where(baskets.has_coupon[purchase], people.ids[row] % 3, -1),
                ),
                "moment": when,
                "shift": paris_offset(when),
                "updated": updated,
                "updated_shift": paris_offset(updated),
            },
            key=draws.bits("order/row", order_key, is_second.astype(np.int64)),
            moments=updated,
            persons=people.ids[row],
            delivery=np.where(is_second, second_delivery[place], delivery[place]),
            late=late[place] & ~is_second,
            others=np.where(known_friend & (mode == 0), people.ids[friend], -1),
            mode=mode_names(
                mode,
                (
                    "gift_order",
                    "default_id",
                    "login_type_drift",
                    "role_mailbox",
                    "placeholder_phone",
                    "guest",
                    "hidden_guest_email",
                ),
            ),
            repeatable=stays,
        ),
    )
    return [orders, _line_rows(world, purchases, baskets, checkout, first, delivery)]


def _line_rows(
    world: World,
    purchases: Purchases,
    baskets: Baskets,
    checkout: Checkout,
    first: Ints,
    delivery: Ints,
) -> Landed:
    """List the lines of the orders, delivered with their order."""
    delivery_of = np.full(len(purchases.row), -1, dtype=np.int64)
    delivery_of[first] = delivery
    line = np.flatnonzero(delivery_of[baskets.line_purchase] >= 0)
    purchase = baskets.line_purchase[line]
    return land(
        ORDER_LINES,
        world.draws,
        world.rates.records,
        Records(
            {
                "order_id": checkout.order_id.take(purchase),
                "line_no": baskets.line_number[line],
                "sku": choose(world.catalogue.sku, baskets.sku[line]),
                "quantity": baskets.quantity[line],
                "unit_price_amount": money(baskets.unit_price[line]),
                "discount_amount": money(baskets.line_discount[line]),
                "line_amount": money(baskets.line_amount[line]),
            },
            key=world.draws.bits("order_line", purchases.key[purchase], baskets.line_number[line]),
            moments=purchases.moment[purchase],
            persons=world.people.ids[purchases.row[purchase]],
            delivery=delivery_of[purchase],
        ),
    )

"""The shops: tickets with their lines in Paris wall time, and the list of shops."""

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation.arrays import Ints
from orchestration.lib.simulation.baskets import Baskets
from orchestration.lib.simulation.buying import STORE, Purchases
from orchestration.lib.simulation.checkout import Checkout
from orchestration.lib.simulation.clock import DAY, END, HOUR, at, paris_offset
from orchestration.lib.simulation.extracts import Extract, Landed, Records, delivered, land
from orchestration.lib.simulation.geography import STORE_IDS, STORE_TOWNS, TOWNS, nearest_stores
from orchestration.lib.simulation.names import PLACEHOLDER_EMAILS
from orchestration.lib.simulation.plan import plays
from orchestration.lib.simulation.spelling import email_spelling, key_spelling, mode_names
from orchestration.lib.simulation.text import choose, digits, join, money
from orchestration.lib.simulation.world import World

TICKETS = Extract(
    source="store",
    table="tickets",
    key=("ticket_id",),
    demo_format="csv",
    is_record=True,
    select="""
        ticket_id,
        store_id,
        till_id,
        spelled_key(card, card_spelling) as loyalty_card_number,
        spelled_email(canonical, typed, email_spelling) as ereceipt_email,
        strftime(epoch_ms(moment + shift), '%Y-%m-%d %H:%M:%S') as sold_at,
        total_amount,
        discount_amount,
        'EUR' as currency,
        payment_method
    """,
    bad_dates=("sold_at",),
    bad_numbers=("total_amount",),
    harmless="payment_method",
)

TICKET_LINES = Extract(
    source="store",
    table="ticket_lines",
    key=("ticket_id", "line_no"),
    demo_format="csv.gz",
    select="ticket_id, line_no, sku, quantity, unit_price, discount_amount, line_amount",
    bad_numbers=("quantity",),
)

STORES = Extract(
    source="store",
    table="stores",
    key=("store_id",),
    demo_format="csv",
    select="store_id, name, postcode, city, region, latitude, longitude, opened_on",
    bad_dates=("opened_on",),
)


def ticket_rows(
    world: World, purchases: Purchases, baskets: Baskets, checkout: Checkout
) -> list[Landed]:
    """List tickets, a few of them taking the first line back some days later."""
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates
    sold = np.flatnonzero(purchases.channel == STORE)
    key = purchases.key[sold]
    back_at = purchases.moment[sold] + (
        (3 + 12 * draws.below(2, "ticket/back_days", key)) * DAY + HOUR // 3
    )
    back = np.flatnonzero(
        draws.chance(rates.behaviour.store_returns, "ticket/back", key) & (back_at < END - HOUR)
    )
    place = np.concatenate([np.arange(len(sold)), back])
    is_back = np.arange(len(place)) >= len(sold)
    purchase = sold[place]
    row = purchases.row[purchase]
    moment = np.where(is_back, back_at[place], purchases.moment[purchase])
    ticket_key = draws.bits("ticket", purchases.key[purchase], is_back.astype(np.int64))
    delivery, late = delivered(draws, rates.records, TICKETS.name, ticket_key, moment)
    ticket_id = join(
        pa.array(np.where(is_back, "R", "").tolist()), checkout.order_id.take(purchase)
    )
    is_first = np.concatenate([[True], baskets.line_purchase[1:] != baskets.line_purchase[:-1]])
    first_line = np.flatnonzero(is_first)
    total = np.where(is_back, -baskets.line_amount[first_line[purchase]], baskets.total[purchase])
    discount = np.where(
        is_back, -baskets.line_discount[first_line[purchase]], baskets.discount[purchase]
    )
    nearest = np.array(nearest_stores())[people.town[row]]
    elsewhere = draws.chance(0.12, "ticket/elsewhere", ticket_key)
    store = np.where(elsewhere, draws.below(len(STORE_IDS), "ticket/store", ticket_key), nearest)
    card, email = checkout.card[purchase], checkout.email[purchase]
    drift = key_spelling(world, "ticket", ticket_key, rates.records.card_type_drift)
    drift = np.where(card == 0, 0, drift)
    keys.evidence.note((keys.card, card), (keys.email, email))
    spouse = plays(people.mode[row], "household_card") & (people.part[row] <= 1) & (card >= 0)
    fake = (email >= 0) & (email < len(PLACEHOLDER_EMAILS))
    mode = np.where(card == 0, 0, np.where(spouse, 1, np.where(fake, 2, -1)))
    mode = np.where((mode < 0) & (drift > 0) & (card > 0), 3, mode)
    tickets = land(
        TICKETS,
        draws,
        rates.records,
        Records(
            {
                "ticket_id": ticket_id,
                "store_id": choose(STORE_IDS, store),
                "till_id": join("T", digits(1 + draws.below(6, "ticket/till", ticket_key), 2)),
                "card": keys.card.text(card),
                "card_spelling": drift,
                "canonical": keys.email.text(email),
                "typed": keys.email.text(email, typed=True),
                "email_spelling": np.where(
                    fake, 0, email_spelling(world, "ticket", row, ticket_key)
                ),
                "moment": moment,
                "shift": paris_offset(moment),
                "total_amount": money(total),
                "discount_amount": money(discount),
                "payment_method": choose(
                    ["card", "cash", "contactless", "gift_card"],
                    draws.pick([55, 12, 28, 5], "ticket/payment", ticket_key),
                ),
            },
            key=ticket_key,
            moments=moment,
            persons=people.ids[row],
            delivery=delivery,
            late=late,
            others=np.where(spouse & (mode == 1), people.ids[row] ^ 1, -1),
            mode=mode_names(
                mode, ("default_id", "household_card", "placeholder_email", "card_type_drift")
            ),
        ),
    )

    delivery_of = np.full(len(purchases.row), -1, dtype=np.int64)
    delivery_of[sold] = delivery[: len(sold)]
    line = np.flatnonzero(delivery_of[baskets.line_purchase] >= 0)
    back_line = first_line[sold[back]]
    all_lines = np.concatenate([line, back_line])
    sign = np.where(np.arange(len(all_lines)) < len(line), 1, -1)
    of_line = baskets.line_purchase[all_lines]
    line_ids = pa.concat_arrays(
        [checkout.order_id.take(of_line[: len(line)]), ticket_id.take(np.flatnonzero(is_back))]
    )
    lines = land(
        TICKET_LINES,
        draws,
        rates.records,
        Records(
            {
                "ticket_id": line_ids,
                "line_no": np.where(sign > 0, baskets.line_number[all_lines], 1),
                "sku": choose(world.catalogue.sku, baskets.sku[all_lines]),
                "quantity": sign * baskets.quantity[all_lines],
                "unit_price": money(baskets.unit_price[all_lines]),
                "discount_amount": money(sign * baskets.line_discount[all_lines]),
                "line_amount": money(sign * baskets.line_amount[all_lines]),
            },
            key=draws.bits(
                "ticket_line", purchases.key[of_line], baskets.line_number[all_lines], sign
            ),
            moments=purchases.moment[of_line],
            persons=people.ids[purchases.row[of_line]],
            delivery=np.concatenate([delivery_of[of_line[: len(line)]], delivery[is_back]]),
        ),
    )
    return [tickets, lines]


def store_rows(world: World) -> Landed:
    """List the shops; every delivery repeats the whole list."""
    count = len(STORE_IDS)
    towns = [TOWNS[index] for index in STORE_TOWNS]
    position: Ints = np.tile(np.arange(count, dtype=np.int64), 3)
    opened = np.array([at(2008 + 2 * (n % 8), 3 + n % 5, 12) for n in range(count)])
    return land(
        STORES,
        world.draws,
        world.rates.records,
        Records(
            {
                "store_id": choose(STORE_IDS, position),
                "name": choose([f"Boutique {t.name} {t.postcode}" for t in towns], position),
                "postcode": choose([t.postcode for t in towns], position),
                "city": choose([t.name for t in towns], position),
                "region": choose([t.region for t in towns], position),
                "latitude": np.array([t.latitude for t in towns])[position],
                "longitude": np.array([t.longitude for t in towns])[position],
                "opened_on": pa.array(opened[position], pa.timestamp("ms")).cast(pa.date32()),
            },
            key=position,
            moments=opened[position],
            persons=np.full(len(position), -1, dtype=np.int64),
            delivery=np.repeat([0, 1, 2], count),
            repeatable=np.zeros(len(position), dtype=np.bool_),
        ),
    )

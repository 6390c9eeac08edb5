"""Customer service: chatbot, calls, self-care and letters, with transcripts that may hold PII."""

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation.buying import STORE, Purchases
from orchestration.lib.simulation.checkout import Checkout
from orchestration.lib.simulation.clock import CUTS, DAY, END, HOUR, MINUTE
from orchestration.lib.simulation.extracts import Extract, Landed, Records, delivered, land
from orchestration.lib.simulation.people import BUYER
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.spelling import (
    email_spelling,
    key_spelling,
    mode_names,
    phone_spelling,
)
from orchestration.lib.simulation.text import based, choose, join, only
from orchestration.lib.simulation.world import World, numbered

CONTACTS = Extract(
    source="support",
    table="contacts",
    key=("contact_id",),
    demo_format="jsonl",
    json=("transcript",),
    select="""
        contact_id,
        channel,
        spelled_key(account, account_spelling) as account_id,
        spelled_email(canonical, typed, email_spelling) as email,
        spelled_phone(phone, phone_spelling) as phone,
        topic,
        status,
        satisfaction,
        mood,
        case when topic in ('livraison', 'retour', 'remboursement') then ordered end as order_id,
        '{"turns":[{"who":"customer","text":"Bonjour, question sur : ' || topic
            || coalesce('. Écrivez plutôt à ' || quoted_other, '')
            || '"},{"who":"agent","text":"Nous regardons."}],"lang":"fr"}' as transcript,
        iso(opened) as opened_at,
        case when status = 'closed' then iso(closed) end as closed_at
    """,
    bad_dates=("opened_at",),
    bad_numbers=("satisfaction",),
)
_TOPICS = ("livraison", "retour", "taille", "remboursement", "carte de fidélité", "compte")


def contact_rows(world: World, purchases: Purchases, checkout: Checkout) -> Landed:
    """List contacts; a mistyped address and somebody else's address in free text are among them."""
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates
    chance = np.where(people.kind == BUYER, rates.behaviour.contacts, 0.0)
    someone = draws.chance(chance, "contact/any", people.ids)
    someone &= people.has_account | people.has_email
    bridge, leak = people.cast("bridging_link", 0), people.cast("evidence_with_pii", 0)
    someone[bridge] = False
    someone[leak] = False
    row = np.concatenate([np.flatnonzero(someone), bridge, leak])
    role = np.repeat([0, 1, 2], [int(someone.sum()), len(bridge), len(leak)])
    start = np.where(people.has_account, people.account_created, people.arrived)[row]
    stop = np.maximum(np.minimum(people.active_until[row], END - HOUR), start + MINUTE)
    opened = start + (draws.uniform("contact/when", people.ids[row]) * (stop - start)).astype(
        np.int64
    )
    order, number = numbered(people.ids[row], opened)
    row, role, opened = row[order], role[order], opened[order]
    key = draws.bits("contact", people.ids[row])
    closed = opened + (draws.exponential("contact/open", key) * DAY).astype(np.int64)
    delivery, late = delivered(draws, rates.records, CONTACTS.name, key, opened)
    done = np.minimum(np.searchsorted(CUTS, closed, side="right"), 2)
    done = np.maximum(done, delivery)
    again = np.flatnonzero((done > delivery) & (closed < END))
    place = np.concatenate([np.arange(len(row)), again])
    is_second = np.arange(len(place)) >= len(row)
    is_closed = (is_second | (done == delivery)[place]) & (closed[place] < END)
    stays = np.ones(len(place), dtype=np.bool_)
    stays[again] = False
    row, role, number, key = row[place], role[place], number[place], key[place]
    channel = draws.pick([45, 25, 20, 10], "contact/channel", key)
    by_account = people.has_account[row] & (draws.chance(0.7, "contact/account", key) | (role > 0))
    email = np.where(
        by_account & draws.chance(0.6, "contact/no_email", key),
        -1,
        keys.email_at(row, opened[place]),
    )
    other = np.minimum(row + 1, len(people) - 1)
    email = np.where(role == 1, keys.main_email[other], email)
    phone = np.where((channel == 1) & (role == 0), keys.main_phone[row], -1)
    drift = key_spelling(world, "contact", key, 2.0 * rates.records.login_type_drift)
    login = np.where(by_account, keys.login_at(row, opened[place]), -1)
    keys.evidence.note((keys.login, login), (keys.email, email), (keys.phone, phone))
    quoted_other = np.where(role == 2, keys.main_email[other], -1)
    online = np.flatnonzero(purchases.channel != STORE)[::-1]
    first_order = np.full(len(people), -1, dtype=np.int64)
    first_order[purchases.row[online]] = online
    order_of = first_order[row]
    has_order = (order_of >= 0) & (purchases.moment[order_of] < opened[place])
    satisfaction = 1 + draws.pick([8, 10, 20, 35, 27], "contact/satisfaction", key)
    rated = draws.chance(0.5, "contact/rated", key) & is_closed
    return land(
        CONTACTS,
        draws,
        rates.records,
        Records(
            {
                "contact_id": join(
                    "sc-", based(people.ids[row] // STRATUM, 3), "-", based(number, 4)
                ),
                "channel": choose(["chatbot", "call", "self_care", "email"], channel),
                "account": keys.login.text(login),
                "account_spelling": drift,
                "canonical": keys.email.text(email),
                "typed": keys.email.text(email, typed=True),
                "email_spelling": np.where(
                    role == 1, 0, email_spelling(world, "contact", row, key)
                ),
                "phone": keys.phone.text(phone),
                "phone_spelling": phone_spelling(world, "contact", key),
                "topic": choose(_TOPICS, draws.below(len(_TOPICS), "contact/topic", key)),
                "status": choose(["open", "closed"], is_closed.astype(np.int64)),
                "satisfaction": pa.array(satisfaction, mask=~rated),
                "mood": choose(
                    ["calm", "annoyed", ""], draws.pick([60, 25, 15], "contact/mood", key)
                ),
                "quoted_other": keys.email.text(quoted_other, typed=True),
                "ordered": only(has_order, checkout.order_id.take(np.maximum(order_of, 0))),
                "opened": opened[place],
                "closed": closed[place],
            },
            key=draws.bits("contact/row", key, is_second.astype(np.int64)),
            moments=opened[place],
            persons=people.ids[row],
            delivery=np.where(is_second, done[place], delivery[place]),
            late=late[place] & ~is_second,
            others=np.where(role > 0, people.ids[other], -1),
            mode=mode_names(
                np.where(role > 0, role - 1, -1), ("bridging_link", "evidence_with_pii")
            ),
            repeatable=stays,
        ),
    )

"""Who each purchase says it is from: account or guest, card or nothing, which address and phone."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.lib.simulation.arrays import Bools, Ints
from orchestration.lib.simulation.buying import APP, MAIL_ORDER, STORE, Purchases
from orchestration.lib.simulation.plan import STRATUM, plays
from orchestration.lib.simulation.text import digits, join
from orchestration.lib.simulation.world import World, numbered


@dataclass(frozen=True)
class Checkout:
    """One entry per purchase: identifiers given (-1 for none) and the id of the order or ticket."""

    by_account: Bools
    email: Ints
    phone: Ints
    card: Ints
    order_id: pa.Array


def check_out(world: World, purchases: Purchases) -> Checkout:
    """Decide what each purchase reveals about its buyer."""
    people, draws, keys = world.people, world.draws, world.keys
    rates = world.rates.behaviour
    row, moment, key, channel = purchases.row, purchases.moment, purchases.key, purchases.channel
    in_store = channel == STORE
    may = people.has_account[row] & (moment >= people.account_created[row]) & ~in_store
    hidden = (keys.hidden_email[row] >= 0) & (purchases.ordinal == 0) & ~in_store
    by_mail = channel == MAIL_ORDER
    chance = np.where(channel == APP, 1.0, np.where(by_mail, 0.5, 0.88))
    acts = people.mode[row] >= 0
    by_account = may & ~hidden & (draws.chance(chance, "checkout/account", key) | acts)

    email = keys.email_at(row, moment)
    role = keys.role_email[row]
    email = np.where((role >= 0) & by_account, role, email)
    email = np.where(hidden, keys.hidden_email[row], email)
    phone_only = by_mail & ~by_account & draws.chance(0.6, "checkout/phone_only", key)
    phone = np.where(draws.chance(0.8, "checkout/phone", key), keys.main_phone[row], -1)
    phone = np.where(by_mail, keys.main_phone[row], np.where(hidden, -1, phone))
    phone = np.where(phone_only & (phone < 0), keys.main_phone[row], phone)
    email = np.where(phone_only & (phone >= 0), -1, email)
    nobody = people.mode[row] < 0
    fake = plays(people.mode[row], "placeholder_phone") & (people.part[row] <= 2) & ~in_store
    phone = np.where(fake, draws.below(4, "checkout/fake_phone", people.ids[row]), phone)

    has_card = people.has_card[row] | (keys.main_card[row] >= 0)
    joined = np.where(people.has_card[row], people.card_joined[row], 0)
    card = np.where(has_card & (moment >= joined), keys.main_card[row], -1)
    shows = draws.chance(rates.card_shown, "checkout/card", key) | ~nobody
    card = np.where(in_store & shows, card, -1)
    lost = (
        in_store
        & (card < 0)
        & draws.chance(world.rates.records.default_card_tickets, "checkout/default_card", key)
    )
    card = np.where(lost, 0, card)
    receipt = np.where(card >= 0, rates.ereceipt_with_card, rates.ereceipt_without_card)
    spouse = plays(people.mode[row], "household_card") & (people.part[row] == 1)
    receipt = np.where(spouse, 0.8, receipt)
    unlinked = (card > 0) & people.has_account[row] & ~keys.links_card[row]
    wants = draws.chance(receipt, "checkout/receipt", key) & ~unlinked & ~lost
    email = np.where(in_store & ~wants, -1, email)
    phone = np.where(in_store, -1, phone)
    till = plays(people.mode[row], "placeholder_email") & in_store & wants
    email = np.where(till, 2, email)

    number = np.empty(len(row), dtype=np.int64)
    order_id = pa.nulls(len(row), pa.string())
    for chosen, letters in ((np.flatnonzero(~in_store), "CMD"), (np.flatnonzero(in_store), "T")):
        order, position = numbered(people.ids[row[chosen]], moment[chosen])
        number[chosen[order]] = position
        text = join(letters, digits(people.ids[row] // STRATUM * 100_000 + number % 100_000, 9))
        mask = np.zeros(len(row), dtype=np.bool_)
        mask[chosen] = True
        order_id = pc.if_else(pa.array(mask), text, order_id)
    return Checkout(by_account=by_account, email=email, phone=phone, card=card, order_id=order_id)

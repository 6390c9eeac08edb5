"""What is in each purchase: lines whose prices come close to the amount the model drew."""

from dataclasses import dataclass

import numpy as np

from orchestration.lib.simulation.arrays import Bools, Ints
from orchestration.lib.simulation.buying import APP, MAIL_ORDER, STORE, WEB, Purchases
from orchestration.lib.simulation.catalogue import CATEGORIES
from orchestration.lib.simulation.world import World

_ONLINE_SHIPPING, _MAIL_SHIPPING, _FREE_FROM = 490, 690, 6000


@dataclass(frozen=True)
class Baskets:
    """Amounts per purchase and lines of all purchases, in cents.

    Sum of quantity times unit price is the items amount, sum of line discounts the discount, and
    total = items - discount + shipping. A line's amount is quantity times unit price - discount.
    """

    items: Ints
    discount: Ints
    shipping: Ints
    total: Ints
    is_gift: Bools
    has_coupon: Bools
    first_sku: Ints
    line_purchase: Ints
    line_number: Ints
    sku: Ints
    quantity: Ints
    unit_price: Ints
    line_discount: Ints
    line_amount: Ints


def fill_baskets(world: World, purchases: Purchases) -> Baskets:
    """Choose products by taste and price until the basket holds its lines."""
    people, draws, rates = world.people, world.draws, world.rates.behaviour
    catalogue = world.catalogue
    count = len(purchases.row)
    is_gift = draws.chance(rates.gift_orders, "basket/gift", purchases.key)
    is_gift &= purchases.channel != STORE
    wanted = 1 + draws.pick([0.5, 0.28, 0.14, 0.08], "basket/lines", purchases.key)
    purchase = np.repeat(np.arange(count), wanted)
    starts = np.cumsum(wanted) - wanted
    number = np.arange(len(purchase)) - starts[purchase]
    key = draws.bits("line", purchases.key[purchase], number)
    row = purchases.row[purchase]
    tastes = draws.chance(0.6, "line/taste", key)
    any_category = draws.below(len(CATEGORIES), "line/category", key)
    category = np.where(tastes, people.category[row], any_category)
    share = purchases.cents[purchase] / wanted[purchase]
    jitter = 0.75 + 0.5 * draws.uniform("line/jitter", key)
    product = catalogue.near_price(
        draws, key, category, people.brand[row], people.colour[row], share * jitter
    )
    gift = is_gift[purchase]
    shoe = np.where(gift, draws.below(11, "line/gift_shoe", key), people.shoe[row])
    clothing = np.where(gift, draws.below(6, "line/gift_size", key), people.clothing[row])
    price = catalogue.price[product]
    quantity = np.where(share > 1.8 * price, 2, 1)
    coupon = draws.chance(0.18, "basket/coupon", purchases.key)
    percent = np.where(coupon, 10 + 5 * draws.below(3, "basket/percent", purchases.key), 0)
    sku = catalogue.sku_of(product, shoe, clothing)

    sent_back = draws.chance(rates.line_returns, "line/returned", key)
    sent_back &= (purchases.channel[purchase] != STORE) & (wanted[purchase] > 1) & (number > 0)
    back = np.flatnonzero(sent_back)
    line_purchase = np.concatenate([purchase, purchase[back]])
    number = np.concatenate([number, wanted[purchase[back]] + number[back]])
    order = np.lexsort((number, line_purchase))
    line_purchase, number = line_purchase[order], number[order]
    quantity = np.concatenate([quantity, -quantity[back]])[order]
    price = np.concatenate([price, price[back]])[order]
    sku = np.concatenate([sku, sku[back]])[order]
    before = quantity * price
    line_discount = np.sign(before) * (np.abs(before) * percent[line_purchase] // 100)
    line_amount = before - line_discount

    def summed(values: Ints) -> Ints:
        return np.bincount(line_purchase, weights=values, minlength=count).astype(np.int64)

    items, discount = summed(before), summed(line_discount)
    online = (purchases.channel == WEB) | (purchases.channel == APP)
    shipping = np.where(online, _ONLINE_SHIPPING, 0)
    shipping = np.where(purchases.channel == MAIL_ORDER, _MAIL_SHIPPING, shipping)
    shipping = np.where((items - discount >= _FREE_FROM) & online, 0, shipping)
    return Baskets(
        items=items,
        discount=discount,
        shipping=shipping,
        total=items - discount + shipping,
        is_gift=is_gift,
        has_coupon=coupon,
        first_sku=sku[np.searchsorted(line_purchase, np.arange(count))],
        line_purchase=line_purchase,
        line_number=number + 1,
        sku=sku,
        quantity=quantity,
        unit_price=price,
        line_discount=line_discount,
        line_amount=line_amount,
    )

"""The product list of the web shop."""

import numpy as np

from orchestration.lib.simulation.catalogue import BRANDS, CATEGORIES, COLOURS
from orchestration.lib.simulation.clock import CUTS, HOUR
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.text import choose, digits, join, money
from orchestration.lib.simulation.world import World

PRODUCTS = Extract(
    source="shop",
    table="products",
    key=("sku",),
    demo_format="csv",
    select="""
        sku, product_id, name, brand, category, colour, size, price, 'EUR' as currency,
        stock_quantity, iso(moment) as updated_at
    """,
    bad_numbers=("price",),
)


def product_rows(world: World) -> Landed:
    """List every sku with the first delivery, and a few whose stock or price changed later."""
    draws, catalogue = world.draws, world.catalogue
    count = len(catalogue.sku)
    all_skus = np.arange(count, dtype=np.int64)
    one = np.flatnonzero(draws.chance(0.06, "product/changed", all_skus, 1))
    two = np.flatnonzero(draws.chance(0.06, "product/changed", all_skus, 2))
    sku = np.concatenate([all_skus, one, two])
    delivery = np.repeat([0, 1, 2], [count, len(one), len(two)])
    product = catalogue.sku_product[sku]
    stock = draws.below(60, "product/stock", sku, delivery)
    stock = np.where(draws.chance(0.12, "product/out", sku, delivery), 0, stock)
    price = catalogue.price[product]
    price = np.where(
        (delivery > 0) & draws.chance(0.2, "product/drop", sku, delivery), price * 8 // 10, price
    )
    updated = np.array(CUTS, dtype=np.int64)[delivery] - 3 * HOUR
    return land(
        PRODUCTS,
        draws,
        world.rates.records,
        Records(
            {
                "sku": choose(catalogue.sku, sku),
                "product_id": join("P", digits(product, 4)),
                "name": choose(catalogue.name, product),
                "brand": choose(BRANDS, catalogue.brand[product]),
                "category": choose(CATEGORIES, catalogue.category[product]),
                "colour": choose(COLOURS, catalogue.colour[product]),
                "size": choose(catalogue.sku_size, sku),
                "price": money(price),
                "stock_quantity": stock,
                "moment": updated,
            },
            key=draws.bits("product", sku, delivery),
            moments=updated,
            persons=np.full(len(sku), -1, dtype=np.int64),
            delivery=delivery,
            repeatable=np.zeros(len(sku), dtype=np.bool_),
        ),
    )

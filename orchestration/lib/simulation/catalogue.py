"""The invented brands and products, and the choice of a product near a price."""

from dataclasses import dataclass

import numpy as np

from orchestration.lib.simulation.arrays import AnyArray, Bits, Ints
from orchestration.lib.simulation.draws import Draws

BRANDS = (
    "Velkora",
    "Nimbrel",
    "Astrane",
    "Korvane",
    "Lumiro",
    "Sylvaro",
    "Tavrik",
    "Zéphiol",
)
COLOURS = ("noir", "blanc", "bleu", "rouge", "vert", "gris", "beige", "rose")
SHOE_SIZES = tuple(str(size) for size in range(36, 47))
CLOTHING_SIZES = ("XS", "S", "M", "L", "XL", "XXL")
ONE_SIZE = ("TU",)
CATEGORIES = (
    "running-shoes",
    "sneakers",
    "hiking-shoes",
    "t-shirts",
    "hoodies",
    "jackets",
    "trousers",
    "accessories",
)
_SHOES = 3
_PRICE_RANGES = (
    (5990, 21990),
    (4990, 15990),
    (6990, 19990),
    (1290, 4990),
    (2990, 8990),
    (4990, 24990),
    (2990, 10990),
    (590, 3990),
)
_NOUNS = (
    "Chaussures de running",
    "Baskets",
    "Chaussures de randonnée",
    "T-shirt",
    "Sweat à capuche",
    "Veste",
    "Pantalon",
    "Bonnet",
)
_SERIES = ("Alba", "Brio", "Cime", "Dune", "Écho", "Flux", "Grès", "Halo", "Iris", "Jade")
_PER_CATEGORY = 14
_FAR = 10_000_000


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Products by category and rising price, and the sku of each product and size."""

    category: Ints
    brand: Ints
    colour: Ints
    price: Ints
    name: tuple[str, ...]
    sku_product: Ints
    sku_size: tuple[str, ...]
    sku: tuple[str, ...]
    first_sku: Ints
    size_count: Ints
    price_order: Ints

    def near_price(
        self, draws: Draws, keys: Bits, category: Ints, brand: Ints, colour: Ints, target: AnyArray
    ) -> Ints:
        """Choose a product of the category close to the target price in cents.

        Of the five nearest the favourite brand wins seven times in ten, else any of them.
        """
        place = np.searchsorted(self.price_order, category * _FAR + target.astype(np.int64))
        low = category * _PER_CATEGORY
        first = np.clip(place - 2, low, low + _PER_CATEGORY - 5)
        chosen = first + draws.below(5, "product/any", keys)
        loyal = draws.chance(0.7, "product/loyal", keys)
        for step in range(5):
            candidate = first + step
            fits = loyal & ((self.brand[candidate] == brand) | (self.colour[candidate] == colour))
            chosen = np.where(fits, candidate, chosen)
        return chosen

    def sku_of(self, product: Ints, shoe: Ints, clothing: Ints) -> Ints:
        """Return the sku of a product in the wearer's size."""
        category = self.category[product]
        size = np.where(category < _SHOES, shoe, clothing)
        return self.first_sku[product] + np.minimum(size, self.size_count[product] - 1)


def build_catalogue(draws: Draws) -> Catalogue:
    """Build the same catalogue for every block of a seed."""
    count = len(CATEGORIES) * _PER_CATEGORY
    ids = np.arange(count, dtype=np.int64)
    category = ids // _PER_CATEGORY
    rank = ids % _PER_CATEGORY
    low = np.array([r[0] for r in _PRICE_RANGES], dtype=np.float64)[category]
    high = np.array([r[1] for r in _PRICE_RANGES], dtype=np.float64)[category]
    price = (low + (high - low) * (rank / (_PER_CATEGORY - 1)) ** 1.3).astype(np.int64)
    price = price // 100 * 100 + 90
    brand = draws.below(len(BRANDS), "catalogue/brand", ids)
    colour = draws.below(len(COLOURS), "catalogue/colour", ids)
    name = tuple(
        f"{_NOUNS[category[i]]} {BRANDS[brand[i]]} {_SERIES[rank[i] % 10]}"
        f"{'' if rank[i] < 10 else ' 2'}"
        for i in range(count)
    )
    sizes = [
        SHOE_SIZES if c < _SHOES else (ONE_SIZE if c == len(CATEGORIES) - 1 else CLOTHING_SIZES)
        for c in category
    ]
    size_count = np.array([len(s) for s in sizes], dtype=np.int64)
    first_sku = np.concatenate([[0], np.cumsum(size_count)[:-1]]).astype(np.int64)
    return Catalogue(
        category=category,
        brand=brand,
        colour=colour,
        price=price,
        name=name,
        sku_product=np.repeat(ids, size_count),
        sku_size=tuple(size for group in sizes for size in group),
        sku=tuple(
            f"P{product:04d}-{size}" for product, group in enumerate(sizes) for size in group
        ),
        first_sku=first_sku,
        size_count=size_count,
        price_order=category * _FAR + price,
    )

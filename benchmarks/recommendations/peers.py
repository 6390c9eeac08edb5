"""A well-kept library's nearest neighbours on the same past, judged by the same future.

scikit-learn's `NearestNeighbors` finds each product's nearest twenty by cosine over who cares for
it;
the score of a product is the weighted mean likeness to the customer's own, as in ours. The figures
are counted here once more in Python, so that those of the warehouse are checked as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.neighbors import NearestNeighbors

NEIGHBOURS, PLACES = 20, 10
MEASURES = ("hit_at_1", "hit_at_5", "hit_at_10", "recall_at_10", "reciprocal_rank")
Lists = Mapping[str, list[str]]


@dataclass(frozen=True)
class Past:
    """What was known: weights by customer and product, and what is not to be offered again."""

    weights: Mapping[str, Mapping[str, float]]
    held: Mapping[str, set[str]]
    targets: Mapping[str, set[str]]


def read_past(connection: duckdb.DuckDBPyConnection) -> Past:
    """Read the backtest's past and future of the customers that the warehouse evaluates."""
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for customer, product, weight in connection.execute(
        "select customer_id, product_id, cast(weight as double) "
        "from recommendation.int_recommendation__products_weighed "
        "where fold = 'backtest' and product_rank <= 100"
    ).fetchall():
        weights[customer][product] = weight
    evaluated = (
        "inner join recommendation.int_recommendation__customers_served "
        "using (fold, customer_id) where fold = 'backtest'"
    )
    return Past(
        weights,
        _sets(connection, f"int_recommendation__products_held {evaluated}"),
        _sets(connection, f"int_recommendation__backtest_targets {evaluated}"),
    )


def nearest_neighbours(past: Past) -> dict[str, list[str]]:
    """The first ten products of scikit-learn's item neighbours for each evaluated customer."""
    customers = {name: row for row, name in enumerate(past.weights)}
    names = sorted({product for own in past.weights.values() for product in own})
    products = {name: row for row, name in enumerate(names)}
    cells = [
        (products[product], customers[customer])
        for customer, own in past.weights.items()
        for product in own
    ]
    rows, columns = np.array(cells).T
    matrix = csr_matrix((np.ones(len(cells)), (rows, columns)), (len(products), len(customers)))
    found = NearestNeighbors(n_neighbors=min(NEIGHBOURS + 1, len(names)), metric="cosine")
    distances, others = found.fit(matrix).kneighbors(matrix)
    lists = {}
    for customer in past.targets:
        scores: dict[str, float] = defaultdict(float)
        for product, weight in past.weights[customer].items():
            row = products[product]
            for distance, other in zip(distances[row], others[row], strict=True):
                if other != row:
                    scores[names[other]] += weight * (1 - distance)
        ranked = sorted(scores, key=lambda name: (-scores[name], name))
        lists[customer] = [name for name in ranked if name not in past.held[customer]][:PLACES]
    return lists


def warehouse_lists(connection: duckdb.DuckDBPyConnection, model: str) -> dict[str, list[str]]:
    """The first ten products that a model of the warehouse gave each evaluated customer."""
    lists: dict[str, list[str]] = defaultdict(list)
    for customer, product in connection.execute(
        "select customer_id, product_id from recommendation.int_recommendation__backtest_ranked "
        "where model_name = ? order by customer_id, place",
        [model],
    ).fetchall():
        lists[customer].append(product)
    return lists


def judge(lists: Lists, targets: Mapping[str, set[str]]) -> dict[str, float]:
    """The means of the measures over the evaluated customers."""
    figures = [_judged(lists.get(customer, []), bought) for customer, bought in targets.items()]
    return dict(zip(MEASURES, np.mean(figures, axis=0).tolist(), strict=True))


def _judged(listed: list[str], bought: set[str]) -> tuple[float, ...]:
    places = [place for place, product in enumerate(listed, start=1) if product in bought]
    first = places[0] if places else PLACES + 1
    hits = (float(first <= 1), float(first <= 5), float(first <= PLACES))
    return (*hits, len(places) / len(bought), 1 / first if places else 0.0)


def _sets(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, set[str]]:
    sets: dict[str, set[str]] = defaultdict(set)
    rows: Iterable[tuple[str, str]] = connection.execute(
        f"select customer_id, product_id from recommendation.{relation}"
    ).fetchall()
    for customer, product in rows:
        sets[customer].add(product)
    return sets

"""One run: blocks of customers, each drawn, written and forgotten before the next."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree

import numpy as np

from orchestration.lib.simulation import (
    accounts,
    app,
    carts,
    email,
    enrichment,
    loyalty,
    opinions,
    orders,
    privacy,
    products,
    responses,
    social,
    stewardship,
    store,
    support,
    web,
)
from orchestration.lib.simulation.arrays import Ints
from orchestration.lib.simulation.baskets import fill_baskets
from orchestration.lib.simulation.buying import Buyers, Purchases, draw_purchases
from orchestration.lib.simulation.catalogue import build_catalogue
from orchestration.lib.simulation.checkout import check_out
from orchestration.lib.simulation.consent import consent_rows
from orchestration.lib.simulation.draws import Draws
from orchestration.lib.simulation.extracts import Landed
from orchestration.lib.simulation.identifiers import build_identifiers
from orchestration.lib.simulation.people import build_people
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.rates import Rates
from orchestration.lib.simulation.sessions import draw_sessions
from orchestration.lib.simulation.truth import (
    TruthWriter,
    identifier_tables,
    merge_parts,
    persons_truth,
)
from orchestration.lib.simulation.world import World
from orchestration.lib.simulation.writer import Writer, connect

SOURCES = (
    "web",
    "app",
    "shop",
    "store",
    "loyalty",
    "social",
    "email",
    "survey",
    "support",
    "consent",
    "privacy",
    "enrichment",
    "stewardship",
)


@dataclass(frozen=True)
class Run:
    """What to simulate and where to write it."""

    customers: int
    folder: Path
    seed: int = 7
    file_format: str = "mixed"
    block: int = 20_000
    workers: int = 2
    memory: str = "2GB"
    rates: Rates = field(default_factory=Rates)

    def blocks(self) -> list[tuple[int, int]]:
        """Return the ranges of person numbers; a block begins at a stratum's first person."""
        size = max(self.block // STRATUM, 1) * STRATUM
        starts = range(0, self.customers, size)
        return [(start, min(start + size, self.customers)) for start in starts]


def build_world(run: Run, first: int, last: int) -> World:
    """Draw the people of a block and their identifiers."""
    draws = Draws(run.seed)
    ids = np.arange(first, last, dtype=np.int64)
    people = build_people(draws, run.rates, ids, run.customers)
    keys = build_identifiers(draws, run.rates, people)
    return World(draws, run.rates, build_catalogue(draws), people, keys)


def block_rows(world: World, buyers: Buyers, purchases: Purchases) -> Iterator[Landed]:
    """Draw everything that happens to a block's people, and yield it extract by extract."""
    baskets = fill_baskets(world, purchases)
    checkout = check_out(world, purchases)
    sends = email.draw_sends(world)
    sessions = draw_sessions(world, buyers, purchases, checkout.by_account, sends)
    visits = app.draw_visits(world, buyers, purchases)
    cookies, mobiles = _nothing(len(purchases.row)), _nothing(len(purchases.row))
    bought = sessions.purchase >= 0
    cookies[sessions.purchase[bought]] = sessions.cookie[bought]
    bought = visits.purchase >= 0
    mobiles[visits.purchase[bought]] = visits.mobile[bought]
    any_cookie = _nothing(len(world.people))
    owned = world.keys.cookie.column("owner")[sessions.cookie] >= 0
    any_cookie[sessions.row[owned]] = sessions.cookie[owned]

    yield web.web_calls(world, sessions, sends, baskets, checkout)
    yield app.app_events(world, visits, baskets, checkout)
    yield accounts.account_rows(world)
    yield from orders.order_rows(world, purchases, baskets, checkout, cookies, mobiles)
    yield carts.cart_rows(world, purchases, baskets, checkout, sessions, cookies, mobiles)
    yield from store.ticket_rows(world, purchases, baskets, checkout)
    yield loyalty.member_rows(world)
    yield social.social_rows(world)
    yield email.email_events(world, sends)
    yield responses.response_rows(world, any_cookie)
    yield from opinions.opinion_rows(world, buyers, purchases, baskets)
    yield support.contact_rows(world, purchases, checkout)
    yield consent_rows(world, sessions, sends, visits)
    yield privacy.request_rows(world)
    yield stewardship.decision_rows(world, purchases)


def common_rows(world: World) -> Iterator[Landed]:
    """Yield the extracts that do not depend on who the customers are."""
    yield products.product_rows(world)
    yield store.store_rows(world)
    yield email.campaign_rows(world)
    yield enrichment.postcode_rows(world)


def _nothing(count: int) -> Ints:
    return np.full(count, -1, dtype=np.int64)


def write_block(run: Run, position: int, threads: int) -> int:
    """Simulate and write one block; return how many rows it landed."""
    blocks = run.blocks()
    part = position if len(blocks) > 1 else None
    world = build_world(run, *blocks[position])
    with connect(threads, run.memory) as connection:
        writer = Writer(connection, run.folder, run.file_format, run.rates.records, part)
        truth = TruthWriter(connection, run.folder, part)
        buyers, purchases = draw_purchases(world)
        for landed in block_rows(world, buyers, purchases):
            writer.write(landed)
            truth.read(landed)
        if position == 0:
            for landed in common_rows(world):
                writer.write(landed, whole=True)
                truth.read(landed)
        identifiers, planted = identifier_tables(world, first_block=position == 0)
        truth.write(persons_truth(world, buyers), identifiers, planted, writer.malformed)
        return writer.rows


def clear(folder: Path) -> None:
    """Remove what an earlier run left, so that no stale part mixes with the new ones."""
    for source in (*SOURCES, "_truth"):
        if (folder / source).is_dir():
            rmtree(folder / source)


def simulate(run: Run) -> Iterator[tuple[int, int]]:
    """Write every block, in parallel when there are several; yield (blocks done, rows so far)."""
    count = len(run.blocks())
    rows = 0
    clear(run.folder)
    if count == 1 or run.workers == 1:
        for position in range(count):
            rows += write_block(run, position, run.workers)
            yield position + 1, rows
    else:
        with ProcessPoolExecutor(run.workers, mp_context=get_context("spawn")) as pool:
            waiting = pool.map(write_block, [run] * count, range(count), [1] * count)
            for done, landed in enumerate(waiting, start=1):
                rows += landed
                yield done, rows
    merge_parts(run.folder)

"""Product reviews, and how likely people would recommend the shop."""

import numpy as np

from orchestration.lib.simulation.baskets import Baskets
from orchestration.lib.simulation.buying import Buyers, Purchases
from orchestration.lib.simulation.clock import DAY, END, HOUR, MINUTE
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.people import VISITOR
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.spelling import mode_names
from orchestration.lib.simulation.text import based, choose, join
from orchestration.lib.simulation.world import World, numbered

REVIEWS = Extract(
    source="survey",
    table="reviews",
    key=("review_id",),
    demo_format="csv",
    select="""
        review_id, account as account_id, typed as email, sku, rating, title, comment, sentiment,
        iso(moment) as created_at
    """,
    bad_dates=("created_at",),
    bad_numbers=("rating",),
)


NPS = Extract(
    source="survey",
    table="nps",
    key=("nps_id",),
    demo_format="csv",
    select="""
        nps_id, account as account_id, typed as email, score, comment,
        iso(moment) as answered_at
    """,
    bad_dates=("answered_at",),
    bad_numbers=("score",),
)


def opinion_rows(
    world: World, buyers: Buyers, purchases: Purchases, baskets: Baskets
) -> list[Landed]:
    """List product reviews, and NPS answers; these also tell the address used before a change."""
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates
    bought = np.flatnonzero(
        draws.chance(rates.behaviour.reviews, "review/any", purchases.key)
        & (people.has_account | people.has_email)[purchases.row]
        & (purchases.moment < END - 9 * DAY)
    )
    row, key = purchases.row[bought], purchases.key[bought]
    moment = purchases.moment[bought] + 7 * DAY
    kept = moment < people.active_until[row]
    bought, row, key, moment = bought[kept], row[kept], key[kept], moment[kept]
    order, number = numbered(people.ids[row], moment)
    bought, row, key, moment = bought[order], row[order], key[order], moment[order]
    rating = 1 + draws.pick([6, 7, 12, 35, 40], "review/rating", key)
    known = people.has_account[row] & (moment >= people.account_created[row])
    comments = [
        "Déçu, la couture lâche.",
        "Taille petit.",
        "Correct.",
        "Très confortable !",
        'Parfait pour courir, "top".',
    ]
    reviews = land(
        REVIEWS,
        draws,
        rates.records,
        Records(
            {
                "review_id": join(
                    "av-", based(people.ids[row] // STRATUM, 3), "-", based(number, 4)
                ),
                "account": keys.login.text(np.where(known, keys.login_at(row, moment), -1)),
                "typed": keys.email.text(
                    np.where(known, -1, keys.email_at(row, moment)), typed=True
                ),
                "sku": choose(world.catalogue.sku, baskets.first_sku[bought]),
                "rating": rating,
                "title": choose(["Avis", ""], np.where(rating > 3, 0, np.where(rating > 1, 1, -1))),
                "comment": choose(
                    comments, np.where(draws.chance(0.7, "review/comment", key), rating - 1, -1)
                ),
                "sentiment": choose(
                    ["negative", "neutral", "positive"],
                    np.where(rating < 3, 0, np.where(rating == 3, 1, 2)),
                ),
                "moment": moment,
            },
            key=draws.bits("review", key),
            moments=moment,
            persons=people.ids[row],
        ),
    )

    alive = np.minimum(buyers.alive_until, people.active_until)
    replies = draws.chance(rates.behaviour.nps, "nps/any", people.ids)
    replies &= (people.has_account | people.has_email) & (people.kind != VISITOR)
    former = keys.new_email >= 0
    row = np.flatnonzero(replies | former)
    start = np.where(people.has_account, people.account_created, people.arrived)[row]
    stop = np.minimum(np.minimum(alive[row], END - HOUR), keys.email_changed[row] - DAY)
    stop = np.maximum(stop, start + MINUTE)
    moment = start + (draws.uniform("nps/when", people.ids[row]) * (stop - start)).astype(np.int64)
    moment = np.minimum(moment, END - MINUTE)
    order, number = numbered(people.ids[row], moment)
    row, moment = row[order], moment[order]
    score = np.clip(np.round(7.6 + 2.2 * draws.normal("nps/score", people.ids[row])), 0, 10).astype(
        np.int64
    )
    login, email = keys.login_at(row, moment), keys.email_at(row, moment)
    keys.evidence.note((keys.login, login), (keys.email, email))
    nps = land(
        NPS,
        draws,
        rates.records,
        Records(
            {
                "nps_id": join("nps-", based(people.ids[row] // STRATUM, 3), "-", based(number, 4)),
                "account": keys.login.text(login),
                "typed": keys.email.text(email, typed=True),
                "score": score,
                "comment": choose(
                    ["Service lent", "Bien", "Je recommande"],
                    np.where(score < 5, 0, np.where(score < 9, 1, 2)),
                ),
                "moment": moment,
            },
            key=draws.bits("nps", people.ids[row]),
            moments=moment,
            persons=people.ids[row],
            mode=mode_names(np.where(keys.new_email[row] >= 0, 0, -1), ("email_change",)),
        ),
    )
    return [reviews, nps]

"""Privacy requests: access, erasure, objection, rectification and portability."""

import numpy as np

from orchestration.lib.simulation.clock import CUTS, DAY, HOUR, START, paris_offset
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.people import FOREVER, VISITOR
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.spelling import mode_names
from orchestration.lib.simulation.text import choose, digits, join
from orchestration.lib.simulation.world import World, numbered

TYPES = ("access", "erasure", "objection", "rectification", "portability")

REQUESTS = Extract(
    source="privacy",
    table="requests",
    key=("request_id",),
    demo_format="csv",
    json=("payload",),
    select="""
        request_id,
        request_type,
        case when login is not null then 'login' when email is not null then 'email'
            else 'phone' end as identifier_type,
        coalesce(login, email, phone) as identifier_value,
        case when request_type = 'objection' then purpose end as purpose,
        case when request_type = 'rectification' then '{"city":"' || 'Lyon' || '"}' end as payload,
        status,
        iso_paris(moment, shift) as requested_at
    """,
    bad_dates=("requested_at",),
)


def request_rows(world: World) -> Landed:
    """List requests; the one whose person comes back by a later delivery is completed."""
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates.behaviour
    shares = np.array(
        [
            rates.access_requests,
            0.0,
            rates.objection_requests,
            rates.rectification_requests,
            rates.portability_requests,
        ]
    )
    edges = np.cumsum(shares)
    kind = np.searchsorted(edges, draws.uniform("privacy/kind", people.ids), side="right")
    kind = np.where((people.kind == VISITOR) | (people.mode >= 0), len(TYPES), kind)
    erased = people.cast("reimported_erased", 0)
    kind = np.where(people.erased_at < FOREVER, 1, kind)
    identified = people.has_account | people.has_email
    row = np.flatnonzero((kind < len(TYPES)) & identified)
    share = draws.uniform("privacy/when", people.ids[row])
    start = np.maximum(people.arrived[row] + DAY, START + 700 * DAY)
    span = np.maximum(CUTS[0] - HOUR - start, HOUR)
    moment = np.minimum(start + (share * span).astype(np.int64), CUTS[-1] - HOUR)
    fixed = np.isin(row, erased)
    moment = np.where(kind[row] == 1, people.erased_at[row], moment)
    order, number = numbered(people.ids[row], moment)
    row, moment, fixed = row[order], moment[order], fixed[order]
    login = np.where(people.account_created[row] <= moment, keys.login_at(row, moment), -1)
    login = np.where(draws.chance(0.6, "privacy/by_login", people.ids[row]), login, -1)
    email = np.where(login < 0, keys.email_at(row, moment), -1)
    return land(
        REQUESTS,
        draws,
        world.rates.records,
        Records(
            {
                "request_id": join("DPO", digits(people.ids[row] // STRATUM * 1000 + number, 8)),
                "request_type": choose(TYPES, kind[row]),
                "login": keys.login.text(login),
                "email": keys.email.text(email),
                "phone": keys.phone.text(np.full(len(row), -1, dtype=np.int64)),
                "purpose": choose(
                    ["marketing", "profiling"], draws.below(2, "privacy/purpose", people.ids[row])
                ),
                "status": choose(
                    ["open", "done"], np.where(fixed | (moment < CUTS[0] - 40 * DAY), 1, 0)
                ),
                "moment": moment,
                "shift": paris_offset(moment),
            },
            key=draws.bits("privacy", people.ids[row]),
            moments=moment,
            persons=people.ids[row],
            mode=mode_names(np.where(fixed, 0, -1), ("reimported_erased",)),
        ),
    )

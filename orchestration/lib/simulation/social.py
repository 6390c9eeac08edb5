"""Log-ins through a social provider: its subject, an e-mail it vouches for or not, likes."""

import numpy as np

from orchestration.lib.simulation import names
from orchestration.lib.simulation.catalogue import BRANDS
from orchestration.lib.simulation.clock import END, HOUR
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.identifiers import PROVIDERS
from orchestration.lib.simulation.plan import STRATUM, plays
from orchestration.lib.simulation.spelling import mode_names
from orchestration.lib.simulation.text import based, choose, join
from orchestration.lib.simulation.world import World, numbered

LOGINS = Extract(
    source="social",
    table="logins",
    key=("login_event_id",),
    demo_format="jsonl",
    json=("profile",),
    select="""
        login_event_id,
        provider,
        split_part(social, ':', 2) as subject,
        typed as email,
        email_verified,
        given_name,
        family_name,
        account as account_id,
        '{"locale":"fr_FR","likes":["' || liked || '","' || also_liked
            || '"],"picture":"https://img.example/' || login_event_id
            || '.jpg","hd":null,"x_unknown":{"v":2}}' as profile,
        iso(moment) as occurred_at
    """,
    bad_dates=("occurred_at",),
)


def social_rows(world: World) -> Landed:
    """List log-ins; the first one is when the account was tied to the provider."""
    people, draws, keys = world.people, world.draws, world.keys
    holders = np.flatnonzero(people.has_social)
    count = 1 + draws.poisson(1.2, "social/count", people.ids[holders], most=8)
    fixed = people.mode[holders] >= 0
    count = np.where(fixed, 4, count)
    row = np.repeat(holders, count)
    visit = (
        np.arange(len(row)) - (np.cumsum(count) - count)[np.repeat(np.arange(len(holders)), count)]
    )
    start = people.account_created[row]
    stop = np.maximum(np.minimum(END, people.active_until[row]) - HOUR, start + 1)
    share = draws.uniform("social/when", people.ids[row], visit)
    share = np.where(people.mode[row] >= 0, (visit + share) / 4.0, share)
    moment = start + np.where(visit == 0, 0, (share * (stop - start)).astype(np.int64))
    moment = np.minimum(moment, END - HOUR)
    order, number = numbered(people.ids[row], moment)
    row, visit, moment = row[order], visit[order], moment[order]
    provider = keys.provider[row]
    other = np.isin(row, people.cast("unverified_social", 0))
    social = np.where(
        moment >= keys.social_changed[row], keys.new_social[row], keys.main_social[row]
    )
    email = np.where(
        other, keys.main_email[np.minimum(row + 1, len(people) - 1)], keys.email_at(row, moment)
    )
    verified = (provider != 1) | draws.chance(0.6, "social/verified", people.ids[row])
    hides = (provider == 2) & draws.chance(0.4, "social/hides", people.ids[row]) & ~other
    mode = np.where(
        other,
        0,
        np.where(plays(people.mode[row], "reissued_subject") & (people.part[row] == 0), 1, -1),
    )
    tied = (mode >= 0) | (visit == 0) | draws.chance(0.85, "social/tied", people.ids[row], visit)
    login = np.where(tied, keys.main_login[row], -1)
    shown = np.where(hides, -1, email)
    vouched = np.where(verified & ~other, shown, -1)
    keys.evidence.note((keys.social, social), (keys.login, login), (keys.email, vouched))
    return land(
        LOGINS,
        draws,
        world.rates.records,
        Records(
            {
                "login_event_id": join(
                    "sl-", based(people.ids[row] // STRATUM, 3), "-", based(number, 4)
                ),
                "provider": choose(PROVIDERS, provider),
                "social": keys.social.text(social),
                "typed": keys.email.text(shown, typed=True),
                "email_verified": verified & ~other,
                "given_name": choose(names.FEMALE_NAMES + names.MALE_NAMES, people.first_name[row]),
                "family_name": choose(names.LAST_NAMES, people.last_name[row]),
                "account": keys.login.text(login),
                "liked": choose(BRANDS, people.brand[row]),
                "also_liked": choose(
                    BRANDS, draws.below(len(BRANDS), "social/like", people.ids[row])
                ),
                "moment": moment,
            },
            key=draws.bits("social", people.ids[row], visit),
            moments=moment,
            persons=people.ids[row],
            others=np.where(other, people.ids[np.minimum(row + 1, len(people) - 1)], -1),
            mode=mode_names(mode, ("unverified_social", "reissued_subject")),
        ),
    )

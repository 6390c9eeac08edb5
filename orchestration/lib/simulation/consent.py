"""Consent: cookie banners, account forms, preference centre, and decisions that contradict."""

import numpy as np

from orchestration.lib.simulation.accounts import account_phones
from orchestration.lib.simulation.app import AppVisits
from orchestration.lib.simulation.arrays import Ints
from orchestration.lib.simulation.clock import DAY, END, HOUR, MINUTE, at
from orchestration.lib.simulation.email import Sends
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.sessions import Sessions
from orchestration.lib.simulation.spelling import mode_names
from orchestration.lib.simulation.text import based, choose, join
from orchestration.lib.simulation.world import World, numbered

SUBJECTS = ("anonymous_id", "mobile_id", "email", "phone", "account_id")
PURPOSES = ("analytics", "marketing", "profiling", "personalisation", "third_party_sharing")
CHANNELS = ("web", "app", "email", "sms", "push", "print", "call", "any")
DECISIONS = ("granted", "denied", "withdrawn")
SOURCES = ("cookie_banner", "account_form", "unsubscribe_link", "till", "call", "preference_centre")

EVENTS = Extract(
    source="consent",
    table="events",
    key=("consent_event_id",),
    demo_format="jsonl",
    json=("proof",),
    select="""
        consent_event_id,
        subject_type,
        coalesce(cookie, mobile, email, phone, login) as subject_id,
        purpose,
        channel,
        decision,
        source,
        text_version,
        '{"form":"' || source || '","v":' || text_version[2:] || '}' as proof,
        iso(moment) as decided_at
    """,
    bad_dates=("decided_at",),
)


class _Decisions:
    """Collects decisions, one call per kind."""

    def __init__(self) -> None:
        self.parts: list[dict[str, Ints]] = []

    def add(
        self, row: Ints, subject: int, identifier: Ints, moment: Ints, **codes: Ints | int
    ) -> None:
        """Add decisions about the identifiers at the given positions of the subject's book."""
        base = {"row": row, "identifier": identifier, "moment": moment}
        filled = {
            name: np.broadcast_to(np.asarray(code), row.shape) for name, code in codes.items()
        }
        conflict = filled.pop("conflict", np.zeros(len(row), dtype=np.int64))
        keep = identifier >= 0
        columns = {**base, **filled, "conflict": conflict, "subject": np.full(len(row), subject)}
        self.parts.append({name: column[keep] for name, column in columns.items()})

    def all(self) -> dict[str, Ints]:
        """Return every decision in columns."""
        return {name: np.concatenate([part[name] for part in self.parts]) for name in self.parts[0]}


def consent_rows(world: World, sessions: Sessions, sends: Sends, visits: AppVisits) -> Landed:
    """List decisions; a banner that was ignored leaves no event and no consent."""
    people, draws, keys = world.people, world.draws, world.keys
    behaviour = world.rates.behaviour
    decisions = _Decisions()
    by_time = np.lexsort((sessions.start, sessions.cookie))
    cookies, first = np.unique(sessions.cookie[by_time], return_index=True)
    session = by_time[first]
    answered = draws.chance(
        behaviour.banner_answered, "consent/banner", sessions.device_key[session]
    )
    session, cookies = session[answered], cookies[answered]
    decisions.add(
        sessions.row[session],
        0,
        cookies,
        sessions.start[session] + 9000,
        purpose=0,
        channel=0,
        decision=np.where(sessions.analytics[session], 0, 1),
        source=0,
    )
    members = np.flatnonzero(people.has_account)
    created = people.account_created[members]
    news = people.subscribes[members]
    decisions.add(
        members,
        4,
        keys.main_login[members],
        created + MINUTE,
        purpose=1,
        channel=2,
        decision=np.where(news, 0, 1),
        source=1,
    )
    profiled = draws.pick([45, 25, 30], "consent/profiling", people.ids[members])
    some = members[profiled < 2]
    decisions.add(
        some,
        4,
        keys.main_login[some],
        people.account_created[some] + MINUTE,
        purpose=np.where(draws.chance(0.5, "consent/which", people.ids[some]), 2, 3),
        channel=7,
        decision=profiled[profiled < 2],
        source=1,
    )
    texts = members[draws.chance(0.25, "consent/sms", people.ids[members])]
    decisions.add(
        texts,
        3,
        account_phones(world, texts),
        people.account_created[texts] + 2 * MINUTE,
        purpose=1,
        channel=3,
        decision=draws.pick([60, 40], "consent/sms_decision", people.ids[texts]),
        source=5,
    )
    mail_only = np.flatnonzero(people.subscribes & ~people.has_account)
    decisions.add(
        mail_only,
        2,
        keys.main_email[mail_only],
        people.arrived[mail_only] + MINUTE,
        purpose=1,
        channel=2,
        decision=0,
        source=np.where(people.has_card[mail_only], 3, 5),
    )
    left = np.flatnonzero(sends.unsubscribed >= 0)
    decisions.add(
        sends.row[left],
        2,
        sends.email[left],
        sends.unsubscribed[left] + 3000,
        purpose=1,
        channel=2,
        decision=2,
        source=2,
    )
    mobiles, first = np.unique(visits.mobile, return_index=True)
    asked = (visits.in_store[first] == 0) & draws.chance(0.5, "consent/push", visits.key[first])
    mobiles, first = mobiles[asked], first[asked]
    decisions.add(
        visits.row[first],
        1,
        mobiles,
        visits.start[first] + MINUTE,
        purpose=1,
        channel=4,
        decision=draws.pick([65, 35], "consent/push_decision", visits.key[first]),
        source=5,
    )
    torn = people.cast("consent_conflict", 0)
    decided = np.full(len(torn), at(2026, 3, 2, 9))
    decisions.add(
        torn,
        2,
        keys.main_email[torn],
        decided,
        purpose=1,
        channel=2,
        decision=0,
        source=3,
        conflict=1,
    )
    decisions.add(
        torn,
        4,
        keys.main_login[torn],
        decided + DAY,
        purpose=1,
        channel=2,
        decision=1,
        source=5,
        conflict=1,
    )
    d = decisions.all()
    inside = d["moment"] < END - HOUR // 2
    d = {name: column[inside] for name, column in d.items()}
    order, number = numbered(people.ids[d["row"]], d["moment"])
    d = {name: column[order] for name, column in d.items()}
    row = d["row"]

    def subject(kind: int) -> Ints:
        return np.where(d["subject"] == kind, d["identifier"], -1)

    return land(
        EVENTS,
        draws,
        world.rates.records,
        Records(
            {
                "consent_event_id": join(
                    "ce-", based(people.ids[row] // STRATUM, 3), "-", based(number, 4)
                ),
                "subject_type": choose(SUBJECTS, d["subject"]),
                "cookie": keys.cookie.text(subject(0)),
                "mobile": keys.mobile.text(subject(1)),
                "email": keys.email.text(subject(2)),
                "phone": keys.phone.text(subject(3)),
                "login": keys.login.text(subject(4)),
                "purpose": choose(PURPOSES, d["purpose"]),
                "channel": choose(CHANNELS, d["channel"]),
                "decision": choose(DECISIONS, d["decision"]),
                "source": choose(SOURCES, d["source"]),
                "text_version": choose(
                    ["v1", "v2", "v3"],
                    np.clip((d["moment"] - at(2023, 11, 1)) // (365 * DAY), 0, 2),
                ),
                "moment": d["moment"],
            },
            key=draws.bits(
                "consent", people.ids[row], d["moment"], d["purpose"] * 8 + d["subject"]
            ),
            moments=d["moment"],
            persons=people.ids[row],
            mode=mode_names(np.where(d["conflict"] == 1, 0, -1), ("consent_conflict",)),
        ),
    )

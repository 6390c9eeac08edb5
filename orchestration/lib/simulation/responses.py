"""Questions put to people one at a time, and whether they answer, refuse or ignore."""

import numpy as np

from orchestration.lib.simulation.arrays import Bits, Ints
from orchestration.lib.simulation.clock import CUTS, DAY, END, HOUR, MINUTE, START
from orchestration.lib.simulation.extracts import Extract, Landed, Records, delivered, land
from orchestration.lib.simulation.people import VISITOR
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.questions import (
    QUESTIONS,
    answer_probability,
    answers_of,
    refusal_probability,
)
from orchestration.lib.simulation.spelling import email_spelling
from orchestration.lib.simulation.text import based, choose, join, only
from orchestration.lib.simulation.world import World, numbered

_CHANNELS = ("web", "app", "email", "store", "call")


RESPONSES = Extract(
    source="survey",
    table="responses",
    key=("response_id",),
    demo_format="csv",
    json=("answer_json",),
    select="""
        response_id,
        survey_id,
        question_id,
        status,
        answer as answer_value,
        case when question_id = 'q_sport' and answer is not null
            then '{"choices":["' || answer || '"],"other":null}' end as answer_json,
        channel,
        context_page,
        account as account_id,
        spelled_email(canonical, typed, email_spelling) as email,
        card as loyalty_card_number,
        cookie as anonymous_id,
        iso(moment) as asked_at,
        case when status <> 'asked' then iso(answered) end as answered_at,
        consent as consent_personalisation
    """,
    bad_dates=("asked_at",),
)


def response_rows(world: World, cookie_of: Ints) -> Landed:
    """Ask a minority of people a few questions; `cookie_of` is any cookie of each person or -1."""
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates
    asked = draws.chance(0.45, "ask/any", people.ids) & (people.kind != VISITOR)
    count = np.where(
        asked, draws.poisson(rates.behaviour.asks / 0.45, "ask/count", people.ids, 12), 0
    )
    row = np.repeat(np.arange(len(people)), count)
    ordinal = np.arange(len(row)) - (np.cumsum(count) - count)[row]
    weights = np.array([question.weight for question in QUESTIONS])
    first = draws.pick(weights, "ask/question", people.ids[row])
    question = (first + 5 * ordinal) % len(QUESTIONS)
    stop = np.minimum(END - HOUR, people.active_until[row])
    start = people.arrived[row]
    share = draws.uniform("ask/when", people.ids[row], ordinal)
    moment = start + (share * np.maximum(stop - start, MINUTE)).astype(np.int64)
    moment = np.clip(moment, START, END - HOUR)
    order, number = numbered(people.ids[row], moment)
    row, ordinal, question, moment = row[order], ordinal[order], question[order], moment[order]
    key = draws.bits("ask", people.ids[row], ordinal)
    sensitivity = np.array([q.sensitivity for q in QUESTIONS])[question]
    willing = people.willingness[row]
    refused = draws.chance(refusal_probability(sensitivity, willing), "ask/refused", key)
    answers = ~refused & draws.chance(answer_probability(sensitivity, willing), "ask/answers", key)
    reacts = refused | answers
    slow = draws.chance(0.5, "ask/slow", key)
    wait = MINUTE + np.where(slow, draws.below(2 * DAY, "ask/wait", key), 0)
    answered = moment + wait
    reacts &= answered < END
    delivery, late = delivered(draws, rates.records, RESPONSES.name, key, moment)
    seen = np.minimum(np.searchsorted(CUTS, answered, side="right"), 2)
    seen = np.maximum(seen, delivery)
    again = np.flatnonzero(reacts & (seen > delivery))
    place = np.concatenate([np.arange(len(row)), again])
    is_second = np.arange(len(place)) >= len(row)
    shown = reacts[place] & (is_second | (seen == delivery)[place])
    status = np.where(shown, np.where(refused[place], 2, 1), 0)
    values = answers_of(world, question, row, key, moment)
    identity = _identity(world, row, key)
    cookie = np.where(identity == 3, cookie_of[row], -1)
    identity = np.where((identity == 3) & (cookie < 0), 1, identity)
    login = np.where(identity == 0, keys.login_at(row, moment), -1)
    email = np.where(identity == 1, keys.email_at(row, moment), -1)
    card = np.where(identity == 2, keys.main_card[row], -1)
    channel = np.where(
        identity == 2, 3, np.where(identity == 3, 0, draws.below(3, "ask/channel", key))
    )
    keys.evidence.note(
        (keys.cookie, cookie), (keys.login, login), (keys.email, email), (keys.card, card)
    )
    topics = [q.topic for q in QUESTIONS]
    consents = np.where(answers, np.where(draws.chance(0.6, "ask/consent", key), 1, 0), -1)
    stays = np.ones(len(place), dtype=np.bool_)
    stays[again] = False
    row, question, moment = row[place], question[place], moment[place]
    return land(
        RESPONSES,
        draws,
        rates.records,
        Records(
            {
                "response_id": join(
                    "r-", based(people.ids[row] // STRATUM, 3), "-", based(number[place], 4)
                ),
                "survey_id": choose(
                    ["profil-2024", "profil-2025", "profil-2026"],
                    (moment - START) * 3 // (END - START),
                ),
                "question_id": choose([q.question_id for q in QUESTIONS], question),
                "status": choose(["asked", "answered", "refused"], status),
                "answer": only(status == 1, values.take(place)),
                "channel": choose(_CHANNELS, channel[place]),
                "context_page": choose(topics, np.where(channel[place] < 2, question, -1)),
                "account": keys.login.text(login[place]),
                "canonical": keys.email.text(email[place]),
                "typed": keys.email.text(email[place], typed=True),
                "email_spelling": email_spelling(world, "ask", row, key[place]),
                "card": keys.card.text(card[place]),
                "cookie": keys.cookie.text(cookie[place]),
                "consent": choose(["false", "true"], np.where(status == 1, consents[place], -1)),
                "moment": moment,
                "answered": answered[place],
            },
            key=draws.bits("ask/row", key[place], is_second.astype(np.int64)),
            moments=moment,
            persons=people.ids[row],
            delivery=np.where(is_second, seen[place], delivery[place]),
            late=late[place] & ~is_second,
            repeatable=stays,
        ),
    )


def _identity(world: World, row: Ints, key: Bits) -> Ints:
    """Choose how a respondent is known: 0 account, 1 e-mail, 2 card, 3 cookie."""
    people, draws = world.people, world.draws
    choice = draws.pick([55, 25, 12, 8], "ask/identity", key)
    choice = np.where((choice == 0) & ~people.has_account[row], 1, choice)
    choice = np.where((choice == 2) & ~people.has_card[row], 1, choice)
    no_mail = (choice == 1) & ~people.has_email[row]
    return np.where(no_mail, np.where(people.has_card[row], 2, 3), choice)

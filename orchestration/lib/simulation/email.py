"""The e-mail platform: campaigns, and each send with its opens, clicks and complaints."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation.arrays import Bits, Bools, Ints
from orchestration.lib.simulation.catalogue import CATEGORIES
from orchestration.lib.simulation.clock import DAY, END, HOUR, MINUTE, SECOND, START, at_paris_hour
from orchestration.lib.simulation.extracts import Extract, Landed, Records, land
from orchestration.lib.simulation.people import VISITOR
from orchestration.lib.simulation.plan import STRATUM
from orchestration.lib.simulation.text import based, choose, join, only
from orchestration.lib.simulation.world import World, numbered

SEND, OPEN, CLICK, BOUNCE, UNSUBSCRIBE, COMPLAINT, HOLDOUT = range(7)
_TYPES = ("send", "open", "click", "bounce", "unsubscribe", "spam_complaint", "holdout")
# What each kind of moment of a message is told as; a machine's opening is an opening too.
_TYPE_OF = np.array([SEND, OPEN, CLICK, BOUNCE, UNSUBSCRIBE, COMPLAINT, OPEN, CLICK, HOLDOUT])
_BY_MACHINE = 6
KINDS = ("newsletter", "promotion", "winback", "birthday")
WELCOME = 0
CAMPAIGN_COUNT = 97

EVENTS = Extract(
    source="email",
    table="events",
    key=("event_id",),
    demo_format="parquet",
    select="""
        event_id,
        event_type,
        spelled_email(canonical, typed, spelling) as recipient_email,
        campaign_id,
        variant,
        message_id,
        click_token,
        case when event_type = 'click' then 'https://www.retailer.example/' || path end as url,
        is_machine_open,
        bounce_type,
        iso(moment) as event_time
    """,
    bad_dates=("event_time",),
)

CAMPAIGNS = Extract(
    source="email",
    table="campaigns",
    key=("campaign_id",),
    demo_format="csv",
    select="campaign_id, name, subject, kind, category, iso(moment) as started_at",
    bad_dates=("started_at",),
)


@dataclass(frozen=True)
class Withheld:
    """One entry per message that the platform drew not to send, to have something to compare."""

    row: Ints
    campaign: Ints
    moment: Ints
    email: Ints
    key: Bits


@dataclass(frozen=True)
class Sends:
    """One entry per message sent; moments are -1 where a reaction did not happen.

    A curious click is one more that a variant brings: its tab is closed before the page has loaded,
    so that it is a click for the platform and no visit for the site.
    """

    row: Ints
    campaign: Ints
    moment: Ints
    opened: Ints
    machine_opened: Ints
    clicked: Ints
    curious: Ints
    unsubscribed: Ints
    complained: Ints
    bounced: Ints
    email: Ints
    key: Bits
    variant: Ints
    withheld: Withheld


def campaign_id(campaigns: Ints) -> pa.DictionaryArray:
    """Return campaign ids."""
    return choose([f"cmp-{number:03d}" for number in range(CAMPAIGN_COUNT)], campaigns)


def campaign_names() -> list[str]:
    """Return campaign names, which the links in the messages carry as utm_campaign."""
    return ["bienvenue", *(f"{KINDS[n % 4]}-{n:03d}" for n in range(1, CAMPAIGN_COUNT))]


def campaign_starts() -> Ints:
    """Return when each campaign starts: the welcome message always, the others in turn."""
    step = (END - START - 2 * DAY) // (CAMPAIGN_COUNT - 2)
    starts = START + DAY + np.arange(-1, CAMPAIGN_COUNT - 1, dtype=np.int64) * step
    starts = at_paris_hour(starts, np.full(CAMPAIGN_COUNT, 9.5))
    starts[WELCOME] = START
    return starts


def campaign_categories() -> list[str | None]:
    """Return the category each campaign is about, none for half of them."""
    return [
        None if n % 2 == 0 or n == WELCOME else CATEGORIES[n // 2 % len(CATEGORIES)]
        for n in range(CAMPAIGN_COUNT)
    ]


def draw_sends(world: World) -> Sends:
    """Send campaigns to subscribers until they unsubscribe, complain or bounce."""
    people, draws, rates = world.people, world.draws, world.rates.behaviour
    subscribers = np.flatnonzero(people.subscribes & (people.kind != VISITOR))
    starts = campaign_starts()
    campaigns = np.arange(CAMPAIGN_COUNT)
    ids = people.ids[subscribers]
    grid = draws.uniform("send", ids[:, None], campaigns[None, :]) < rates.campaign_sends
    grid[:, WELCOME] = people.arrived[subscribers] > START + 61 * DAY
    holdout = draws.uniform("send/holdout", ids[:, None], campaigns[None, :]) < rates.holdout
    grid &= (starts[None, :] > people.arrived[subscribers][:, None]) | (campaigns == WELCOME)

    def chosen(cells: Bools) -> tuple[Ints, Ints, Ints, Bits]:
        who, campaign = np.nonzero(cells)
        row = subscribers[who]
        key = draws.bits("message", people.ids[row], campaign)
        spread = (draws.uniform("message/spread", key) * 50 * MINUTE).astype(np.int64)
        moment = np.where(campaign == WELCOME, people.arrived[row] + 2 * HOUR, starts[campaign])
        return row, campaign, moment + spread, key

    row, campaign, moment, key = chosen(grid & ~holdout)
    bad_mailbox = draws.chance(rates.bounce_people, "message/bad_mailbox", people.ids[row])
    kept = (moment < END - HOUR) & (moment < people.active_until[row])
    leaves = draws.chance(rates.unsubscribe_rate, "message/leaves", key)
    complains = draws.chance(rates.complaint_rate, "message/complains", key)
    last = np.full(len(people), 2 * END, dtype=np.int64)
    stops = leaves | complains | bad_mailbox
    np.minimum.at(last, row[stops & kept], moment[stops & kept])
    kept &= moment <= last[row]
    withheld = _withheld(world, last, *chosen(grid & holdout))
    row, campaign, moment, key = row[kept], campaign[kept], moment[kept], key[kept]
    leaves, complains, bounces = leaves[kept], complains[kept], bad_mailbox[kept]

    def later(purpose: str, mean: int, happens: np.ndarray) -> Ints:
        wait = (draws.exponential(f"message/{purpose}", key) * mean).astype(np.int64)
        time = moment + 30 * SECOND + np.minimum(wait, 6 * DAY)
        return np.where(happens & (time < END - 20 * MINUTE), time, -1)

    apple = draws.chance(rates.apple_mail, "message/apple", people.ids[row]) & ~bounces
    opens = draws.chance(rates.open_rate, "message/opens", key) & ~bounces & ~apple
    clicks = np.where(
        apple,
        draws.chance(rates.click_rate_machine_hidden, "message/clicks", key),
        opens & draws.chance(rates.click_rate, "message/clicks", key),
    )
    clicks &= ~bounces
    variant = draws.below(2, "message/variant", key)
    curious = _curious(world, key, campaign, variant, apple) & ~clicks & ~bounces
    opened = later("open", 5 * HOUR, opens | leaves | complains | (curious & ~apple))
    clicked = np.where(clicks & (opened >= 0), opened + 40 * SECOND, -1)
    clicked = np.where(clicks & apple, later("click", 5 * HOUR, clicks), clicked)
    clicked = np.where(clicked >= END - 20 * MINUTE, -1, clicked)
    hidden = later("curious", 5 * HOUR, curious & apple)
    return Sends(
        row=row,
        campaign=campaign,
        moment=moment,
        opened=opened,
        machine_opened=later("machine", 10 * MINUTE, apple),
        clicked=clicked,
        curious=np.where(curious & ~apple & (opened >= 0), opened + 40 * SECOND, hidden),
        unsubscribed=np.where(leaves & (opened >= 0), opened + 50 * SECOND, -1),
        complained=np.where(complains & (opened >= 0), opened + 55 * SECOND, -1),
        bounced=np.where(bounces, moment + 5 * SECOND, -1),
        email=world.keys.email_at(row, moment),
        key=key,
        variant=variant,
        withheld=withheld,
    )


def _withheld(
    world: World, last: Ints, row: Ints, campaign: Ints, moment: Ints, key: Bits
) -> Withheld:
    """Hold messages back that would have been sent: until the person left, as with the others."""
    due = (moment < END - HOUR) & (moment < world.people.active_until[row]) & (moment <= last[row])
    row, moment = row[due], moment[due]
    email = world.keys.email_at(row, moment)
    return Withheld(row=row, campaign=campaign[due], moment=moment, email=email, key=key[due])


def _curious(world: World, key: Bits, campaign: Ints, variant: Ints, apple: Bools) -> Bools:
    """Draw who clicks for the variant's sake, so that its click rate is the planted multiple."""
    rates = world.rates.behaviour
    usual = np.where(apple, rates.click_rate_machine_hidden, rates.open_rate * rates.click_rate)
    planted = np.array([rates.click_ratios_of_a, rates.click_ratios_of_b])
    ratio = np.where(campaign == WELCOME, 1.0, planted[variant, campaign % 4])
    return world.draws.chance(usual * (ratio - 1.0) / (1.0 - usual), "message/curious", key)


def click_tokens(sends: Sends, which: Ints) -> pa.Array:
    """Return the token that the links of messages carry."""
    return based(sends.key[which] >> np.uint64(13), 9)


def email_events(world: World, sends: Sends) -> Landed:
    """List every event of every message as the platform's export does."""
    draws = world.draws
    held = sends.withheld
    row = np.concatenate([sends.row, held.row])
    campaigns = np.concatenate([sends.campaign, held.campaign])
    moments = (
        sends.moment,
        sends.opened,
        sends.clicked,
        sends.bounced,
        sends.unsubscribed,
        sends.complained,
        sends.machine_opened,
        sends.curious,
    )
    happened = [np.flatnonzero(moment >= 0) for moment in moments]
    message = np.concatenate([*happened, len(sends.row) + np.arange(len(held.row))])
    kind = np.repeat(np.arange(9), [*map(len, happened), len(held.row)])
    moment = np.concatenate(
        [*(each[which] for each, which in zip(moments, happened, strict=True)), held.moment]
    )
    order, number = numbered(world.people.ids[row[message]], moment)
    message, kind, moment = message[order], kind[order], moment[order]
    person, campaign = world.people.ids[row[message]], campaigns[message]
    email = np.concatenate([sends.email, held.email])[message]
    key = draws.bits("email_event", np.concatenate([sends.key, held.key])[message], kind)
    stratum = based(person // STRATUM, 3)
    message_order, message_number = numbered(world.people.ids[sends.row], sends.moment)
    message_position = np.zeros(len(row), dtype=np.int64)
    message_position[message_order] = message_number
    event_type = _TYPE_OF[kind]
    was_sent = event_type != HOLDOUT
    has_token = (event_type == SEND) | (event_type == CLICK)
    sent = np.where(was_sent, message, 0)
    spelling = np.where(
        world.people.uses_gmail[row[message]] & draws.chance(0.15, "message/spelling", person),
        3,
        0,
    )
    return land(
        EVENTS,
        draws,
        world.rates.records,
        Records(
            {
                "event_id": join("ev-", stratum, "-", based(number, 6)),
                "event_type": choose(_TYPES, event_type),
                "canonical": world.keys.email.text(email),
                "typed": world.keys.email.text(email, typed=True),
                "spelling": spelling,
                "campaign_id": campaign_id(campaign),
                "variant": choose(["A", "B"], np.where(was_sent, sends.variant[sent], -1)),
                "message_id": only(
                    was_sent, join("m-", stratum, "-", based(message_position[message], 5))
                ),
                "click_token": only(has_token, click_tokens(sends, sent)),
                "path": choose(CATEGORIES, campaign % len(CATEGORIES)),
                "is_machine_open": kind == _BY_MACHINE,
                "bounce_type": choose(["hard"], np.where(event_type == BOUNCE, 0, -1)),
                "moment": moment,
            },
            key=key,
            moments=moment,
            persons=person,
        ),
    )


def campaign_rows(world: World) -> Landed:
    """List the campaigns; all of them are known at the first delivery."""
    names = campaign_names()
    starts = campaign_starts()
    kinds = ["welcome", *(KINDS[n % 4] for n in range(1, CAMPAIGN_COUNT))]
    positions = np.arange(CAMPAIGN_COUNT, dtype=np.int64)
    return land(
        CAMPAIGNS,
        world.draws,
        world.rates.records,
        Records(
            {
                "campaign_id": campaign_id(positions),
                "name": pa.array(names),
                "subject": pa.array(
                    [f"{kind.capitalize()} : à découvrir, n° {n}" for n, kind in enumerate(kinds)]
                ),
                "kind": pa.array(kinds),
                "category": pa.array(campaign_categories()),
                "moment": starts,
            },
            key=positions,
            moments=starts,
            persons=np.full(CAMPAIGN_COUNT, -1, dtype=np.int64),
            delivery=np.zeros(CAMPAIGN_COUNT, dtype=np.int64),
        ),
    )

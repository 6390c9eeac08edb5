"""The loyalty programme: one row per card, given again to somebody else where it was recycled."""

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation import names
from orchestration.lib.simulation.clock import CUTS, DAY, HOUR, paris_offset
from orchestration.lib.simulation.extracts import Extract, Landed, Records, delivered, land
from orchestration.lib.simulation.geography import TOWNS
from orchestration.lib.simulation.plan import plays
from orchestration.lib.simulation.spelling import email_spelling, mode_names, phone_spelling
from orchestration.lib.simulation.text import choose
from orchestration.lib.simulation.world import World

MEMBERS = Extract(
    source="loyalty",
    table="members",
    key=("card_number",),
    demo_format="csv",
    select="""
        card as card_number,
        title,
        case name_spelling when 1 then upper(first_name) else first_name end as first_name,
        case name_spelling when 0 then last_name when 2 then last_name || ' '
            else upper(last_name) end as last_name,
        strftime(epoch_ms(birth), '%d/%m/%Y') as birth_date,
        spelled_email(canonical, typed, email_spelling) as email,
        spelled_phone(phone, phone_spelling) as phone,
        street_number || ', ' || street as address_line,
        postcode,
        upper(city) as city,
        csp,
        family_situation,
        children_count,
        tier,
        points,
        status,
        iso_paris(joined, joined_shift) as joined_at,
        iso_paris(updated, updated_shift) as updated_at
    """,
    bad_dates=("joined_at", "birth_date"),
    bad_numbers=("points",),
)


def member_rows(world: World) -> Landed:
    """List cards, some with new points in a later delivery."""
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates.records
    first = np.flatnonzero(people.has_card)
    joined = people.card_joined[first]
    key = draws.bits("member", people.ids[first])
    delivery, late = delivered(draws, rates, MEMBERS.name, key, joined)
    reissued = np.isin(first, people.cast("recycled_card", 1))
    late &= ~reissued
    delivery = np.where(reissued, np.where(joined < CUTS[1], 1, 2), delivery)
    changed_at = CUTS[0] + (draws.uniform("member/changed", key) * (2 * DAY - HOUR)).astype(
        np.int64
    )
    second_delivery = np.where(changed_at < CUTS[1], 1, 2)
    changes = draws.chance(rates.changed_members, "member/changes", key)
    changes &= (second_delivery > delivery) & (people.mode[first] < 0)
    again = np.flatnonzero(changes)
    place = np.concatenate([np.arange(len(first)), again])
    is_second = np.arange(len(place)) >= len(first)
    row, card_key = first[place], key[place]
    updated = np.where(is_second, changed_at[place], joined[place])

    email = keys.email_at(row, joined[place])
    email = np.where(keys.links_card[row], email, -1)
    fake_email = plays(people.mode[row], "placeholder_email") & (people.part[row] <= 2)
    email = np.where(fake_email, draws.below(4, "member/fake_email", people.ids[row]), email)
    gives = draws.chance(0.85, "member/phone", people.ids[row]) | (people.mode[row] >= 0)
    gives |= ~people.has_account[row]
    phone = np.where(gives & keys.links_card[row], keys.main_phone[row], -1)
    fake_phone = plays(people.mode[row], "placeholder_phone") & (people.part[row] <= 2)
    phone = np.where(fake_phone, draws.below(4, "member/fake_phone", people.ids[row]), phone)
    keys.evidence.note((keys.card, keys.main_card[row]), (keys.email, email), (keys.phone, phone))
    household = np.isin(row, people.cast("household_card", 0))
    reissue = np.isin(row, people.cast("recycled_card", 1))
    mode = np.where(fake_email, 0, np.where(fake_phone, 1, np.where(household, 2, -1)))
    mode = np.where(reissue, 3, mode)
    points = draws.below(900, "member/points", card_key) + np.where(is_second, 40, 0)
    stays = np.ones(len(row), dtype=np.bool_)
    stays[again] = False
    stays &= ~np.isin(row, people.cast("recycled_card", 0))
    towns = people.town[row]

    def given(purpose: str, share: float) -> np.ndarray:
        return draws.chance(share, f"member/{purpose}", people.ids[row])

    return land(
        MEMBERS,
        draws,
        rates,
        Records(
            {
                "card": keys.card.text(keys.main_card[row]),
                "title": choose(
                    ["M.", "Mme"],
                    np.where(given("title", 0.9), people.is_woman[row].astype(int), -1),
                ),
                "first_name": choose(names.FEMALE_NAMES + names.MALE_NAMES, people.first_name[row]),
                "last_name": choose(names.LAST_NAMES, people.last_name[row]),
                "name_spelling": draws.pick([60, 5, 5, 30], "member/name", card_key),
                "birth": pa.array(people.birth_day[row] * DAY, mask=~given("birth", 0.8)),
                "canonical": keys.email.text(email),
                "typed": keys.email.text(email, typed=True),
                "email_spelling": np.where(
                    fake_email, 0, email_spelling(world, "member", row, card_key)
                ),
                "phone": keys.phone.text(phone),
                "phone_spelling": phone_spelling(world, "member", card_key),
                "street_number": people.street_number[row],
                "street": choose(
                    names.STREETS, np.where(given("address", 0.85), people.street[row], -1)
                ),
                "postcode": choose([town.postcode for town in TOWNS], towns),
                "city": choose([town.name for town in TOWNS], towns),
                "csp": choose(
                    names.PROFESSIONS, np.where(given("csp", 0.45), people.profession[row], -1)
                ),
                "family_situation": choose(
                    [*names.FAMILY_SITUATIONS, ""],
                    np.where(
                        given("family", 0.4),
                        people.family[row],
                        np.where(given("blank", 0.5), 6, -1),
                    ),
                ),
                "children_count": pa.array(people.children[row], mask=~given("children", 0.35)),
                "tier": choose(
                    ["standard", "argent", "or"],
                    draws.pick([70, 22, 8], "member/tier", people.ids[row]),
                ),
                "points": points,
                "status": choose(["active"], np.zeros(len(row), dtype=np.int64)),
                "joined": joined[place],
                "joined_shift": paris_offset(joined[place]),
                "updated": updated,
                "updated_shift": paris_offset(updated),
            },
            key=draws.bits("member/row", card_key, is_second.astype(np.int64)),
            moments=updated,
            persons=people.ids[row],
            delivery=np.where(is_second, second_delivery[place], delivery[place]),
            late=late[place] & ~is_second,
            others=np.where(
                household, people.ids[row] + 1, np.where(reissue, people.ids[row] - 1, -1)
            ),
            mode=mode_names(
                mode, ("placeholder_email", "placeholder_phone", "household_card", "recycled_card")
            ),
            repeatable=stays,
        ),
    )

"""The accounts of the web shop, some a person's second, changed and brought back later."""

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation import names
from orchestration.lib.simulation.arrays import Ints
from orchestration.lib.simulation.clock import CUTS, DAY, END, HOUR, paris_offset
from orchestration.lib.simulation.extracts import Extract, Landed, Records, delivered, land
from orchestration.lib.simulation.geography import TOWNS
from orchestration.lib.simulation.plan import plays, states_identity
from orchestration.lib.simulation.spelling import (
    email_spelling,
    mode_names,
    phone_spelling,
)
from orchestration.lib.simulation.text import choose, only
from orchestration.lib.simulation.world import World

ACCOUNTS = Extract(
    source="shop",
    table="accounts",
    key=("account_id",),
    demo_format="csv",
    select="""
        account_id,
        spelled_email(canonical, typed, email_spelling) as email,
        spelled_phone(phone, phone_spelling) as phone,
        case name_spelling when 1 then upper(first_name) when 2 then lower(first_name)
            else first_name end as first_name,
        case name_spelling when 1 then upper(last_name) when 2 then ' ' || last_name
            else last_name end as last_name,
        gender,
        strftime(epoch_ms(birth), '%Y-%m-%d') as birth_date,
        postcode,
        case name_spelling when 1 then upper(city) else city end as city,
        'FR' as country,
        'fr' as language,
        newsletter_optin,
        status,
        iso_paris(created, created_shift) as created_at,
        iso_paris(updated, updated_shift) as updated_at
    """,
    bad_dates=("created_at", "birth_date"),
    bad_numbers=("newsletter_optin",),
)


def account_rows(world: World) -> Landed:
    """List accounts and second ones; later deliveries change some, and bring an erased person back.

    A version is 0 for an account's first row, 1 for a changed one, 2 for one that comes back, and 3
    for the first row of a second account.
    """
    people, draws, keys, rates = world.people, world.draws, world.keys, world.rates.records
    first = np.flatnonzero(people.has_account)
    created = people.account_created[first]
    key = draws.bits("account", people.ids[first])
    delivery, late = delivered(draws, rates, ACCOUNTS.name, key, created)
    moves_mail = keys.email_changed[first] < END
    changed_at = np.where(moves_mail, keys.email_changed[first], CUTS[0] + HOUR)
    changed_at = np.where(
        moves_mail,
        changed_at,
        CUTS[0] + (draws.uniform("account/changed", key) * (2 * DAY - HOUR)).astype(np.int64),
    )
    changes = (moves_mail & (changed_at >= CUTS[0])) | draws.chance(
        rates.changed_accounts, "account/changes", key
    ) & ~moves_mail
    second_delivery = np.where(changed_at < CUTS[1], 1, 2)
    changes &= (second_delivery > delivery) & (people.active_until[first] > END)
    changes &= ~states_identity(people.mode[first])
    again = np.flatnonzero(changes)
    came_back = np.flatnonzero(np.isin(first, people.cast("reimported_erased", 0)))

    second = np.flatnonzero(people.second_opened[first] < END)

    place = np.concatenate([np.arange(len(first)), again, came_back, second])
    version = np.repeat([0, 1, 2, 3], [len(first), len(again), len(came_back), len(second)])
    row = first[place]
    is_second = version == 3
    opened = np.where(is_second, people.second_opened[row], created[place])
    account_key = np.where(is_second, draws.bits("account/second", people.ids[row]), key[place])
    old_change = moves_mail & (keys.email_changed[first] < CUTS[0])
    updated = np.where(version == 1, changed_at[place], opened)
    updated = np.where((version == 0) & old_change[place], changed_at[place], updated)
    emails = keys.email_at(row, updated)
    phones = account_phones(world, row)
    logins = np.where(is_second, keys.second_login[row], keys.main_login[row])
    keys.evidence.note((keys.login, logins), (keys.email, emails), (keys.phone, phones))
    _note_same_statements(world, first[second])
    moved = (version == 1) & ~moves_mail[place]
    status = np.where(
        (version == 0) & (people.active_until[row] < END) & (people.mode[row] < 0), 1, 0
    )
    mode = np.where(
        version == 2, 0, np.where(emails == keys.new_email[row], np.where(emails >= 0, 1, -1), -1)
    )
    mode = np.where(plays(people.mode[row], "namesake") & (people.part[row] <= 1), 2, mode)
    double = people.ids[row] + 1 - 2 * people.part[row]
    stays = np.ones(len(row), dtype=np.bool_)
    stays[again] = False
    stays[came_back] = False
    town = people.town_at(row, updated)
    town = np.where(moved, draws.below(len(TOWNS), "account/moved", account_key), town)
    has_birth = draws.chance(0.7, "account/birth", people.ids[row])
    has_birth |= states_identity(people.mode[row])
    return land(
        ACCOUNTS,
        draws,
        rates,
        Records(
            {
                "account_id": keys.login.text(logins),
                "canonical": keys.email.text(emails),
                "typed": keys.email.text(emails, typed=True),
                "email_spelling": email_spelling(world, "account", row, account_key),
                "phone": keys.phone.text(phones),
                "phone_spelling": phone_spelling(world, "account", account_key),
                "first_name": choose(names.FIRST_NAMES, people.first_name_at(row, updated)),
                "last_name": choose(names.LAST_NAMES, people.last_name[row]),
                "name_spelling": draws.pick([85, 8, 7], "account/name", account_key),
                "gender": choose(
                    ["F", "M", ""],
                    np.where(
                        draws.chance(0.2, "account/no_gender", account_key),
                        np.where(draws.chance(0.5, "account/gender_null", account_key), -1, 2),
                        np.where(people.is_woman[row], 0, 1),
                    ),
                ),
                "birth": only(has_birth, pa.array(people.birth_day[row] * DAY)),
                "postcode": choose([town.postcode for town in TOWNS], town),
                "city": choose([town.name for town in TOWNS], town),
                "newsletter_optin": people.subscribes[row].astype(np.int64),
                "status": choose(["active", "closed"], status),
                "created": opened,
                "created_shift": paris_offset(opened),
                "updated": updated,
                "updated_shift": paris_offset(updated),
            },
            key=draws.bits("account/row", account_key, version),
            moments=updated,
            persons=people.ids[row],
            delivery=np.choose(
                version, [delivery[place], second_delivery[place], 2, np.zeros_like(place)]
            ),
            late=late[place] & (version == 0),
            others=np.where(mode == 2, double, -1),
            mode=mode_names(mode, ("reimported_erased", "email_change", "namesake")),
            repeatable=stays,
        ),
    )


def _note_same_statements(world: World, row: Ints) -> None:
    """Tie two accounts of one person that state the same name, birth date and postcode."""
    people, keys = world.people, world.keys
    found = row[people.second_town[row] == people.town[row]]
    keys.evidence.note((keys.login, keys.main_login[found]), (keys.login, keys.second_login[found]))


def account_phones(world: World, row: Ints) -> Ints:
    """Return the phone each account gives, always for those whose part needs it."""
    people, keys = world.people, world.keys
    gives = world.draws.chance(0.85, "account/phone", people.ids[row]) | (people.mode[row] >= 0)
    return np.where(gives, keys.main_phone[row], -1)

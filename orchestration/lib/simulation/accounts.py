"""The accounts of the web shop, changed and brought back by later deliveries."""

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation import names
from orchestration.lib.simulation.arrays import Ints
from orchestration.lib.simulation.clock import CUTS, DAY, END, HOUR, paris_offset
from orchestration.lib.simulation.extracts import Extract, Landed, Records, delivered, land
from orchestration.lib.simulation.geography import TOWNS
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
    """List accounts; later deliveries change some, and bring an erased person back."""
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
    again = np.flatnonzero(changes)
    came_back = np.flatnonzero(np.isin(first, people.cast("reimported_erased", 0)))

    place = np.concatenate([np.arange(len(first)), again, came_back])
    version = np.repeat([0, 1, 2], [len(first), len(again), len(came_back)])
    row = first[place]
    account_key = key[place]
    old_change = moves_mail & (keys.email_changed[first] < CUTS[0])
    updated = np.where(version == 1, changed_at[place], created[place])
    updated = np.where((version == 0) & old_change[place], changed_at[place], updated)
    emails = keys.email_at(row, updated)
    phones = account_phones(world, row)
    keys.evidence.note(
        (keys.login, keys.main_login[row]), (keys.email, emails), (keys.phone, phones)
    )
    moved = (version == 1) & ~moves_mail[place]
    status = np.where(
        (version == 0) & (people.active_until[row] < END) & (people.mode[row] < 0), 1, 0
    )
    mode = np.where(
        version == 2, 0, np.where(emails == keys.new_email[row], np.where(emails >= 0, 1, -1), -1)
    )
    stays = np.ones(len(row), dtype=np.bool_)
    stays[again] = False
    stays[came_back] = False
    town = np.where(moved, draws.below(len(TOWNS), "account/moved", account_key), people.town[row])
    has_birth = draws.chance(0.7, "account/birth", people.ids[row])
    return land(
        ACCOUNTS,
        draws,
        rates,
        Records(
            {
                "account_id": keys.login.text(keys.main_login[row]),
                "canonical": keys.email.text(emails),
                "typed": keys.email.text(emails, typed=True),
                "email_spelling": email_spelling(world, "account", row, account_key),
                "phone": keys.phone.text(phones),
                "phone_spelling": phone_spelling(world, "account", account_key),
                "first_name": choose(names.FEMALE_NAMES + names.MALE_NAMES, people.first_name[row]),
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
                "created": created[place],
                "created_shift": paris_offset(created[place]),
                "updated": updated,
                "updated_shift": paris_offset(updated),
            },
            key=draws.bits("account/row", account_key, version),
            moments=updated,
            persons=people.ids[row],
            delivery=np.where(
                version == 0, delivery[place], np.where(version == 1, second_delivery[place], 2)
            ),
            late=late[place] & (version == 0),
            mode=mode_names(mode, ("reimported_erased", "email_change")),
            repeatable=stays,
        ),
    )


def account_phones(world: World, row: Ints) -> Ints:
    """Return the phone each account gives, always for those whose part needs it."""
    people, keys = world.people, world.keys
    gives = world.draws.chance(0.85, "account/phone", people.ids[row]) | (people.mode[row] >= 0)
    return np.where(gives, keys.main_phone[row], -1)

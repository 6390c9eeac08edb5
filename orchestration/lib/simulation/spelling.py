"""How people and machines write the same identifier in different ways."""

import numpy as np
import pyarrow as pa

from orchestration.lib.simulation.arrays import Bits, Ints
from orchestration.lib.simulation.world import World

MACROS = (
    """
    create or replace macro spelled_email(canonical, typed, spelling) as case spelling
        when 1 then upper(typed)
        when 2 then ' ' || upper(typed[1:1]) || typed[2:] || ' '
        when 3 then canonical
        when 4 then replace(typed, '@gmail.com', '+soldes@gmail.com')
        else typed
    end
    """,
    """
    create or replace macro spelled_phone(number, spelling) as case spelling
        when 0 then '0' || number[4:]
        when 1 then
            '0' || number[4:4] || ' ' || number[5:6] || ' ' || number[7:8] || ' '
            || number[9:10] || ' ' || number[11:12]
        when 2 then number
        when 3 then '0033' || number[4:]
        when 4 then
            '0' || number[4:4] || '.' || number[5:6] || '.' || number[7:8] || '.'
            || number[9:10] || '.' || number[11:12]
        when 5 then
            '+33 ' || number[4:4] || ' ' || number[5:6] || ' ' || number[7:8] || ' '
            || number[9:10] || ' ' || number[11:12]
        else '+33 (0)' || number[4:]
    end
    """,
    """
    create or replace macro spelled_key(canonical, spelling) as case
        when spelling = 0 then canonical
        when try_cast(canonical as bigint) is null then
            case when spelling = 1 then ' ' || upper(canonical) || ' ' else upper(canonical) end
        when spelling = 1 then canonical || '.0'
        else '00' || canonical
    end
    """,
    "create or replace macro iso(moment) as strftime(epoch_ms(moment), '%Y-%m-%dT%H:%M:%S.%gZ')",
    """
    create or replace macro iso_paris(moment, shift) as
        strftime(epoch_ms(moment + shift), '%Y-%m-%dT%H:%M:%S')
        || case when shift = 7200000 then '+02:00' else '+01:00' end
    """,
    "create or replace macro quoted(value) as coalesce('\"' || value || '\"', 'null')",
)


def email_spelling(world: World, purpose: str, rows: Ints, key: Bits | Ints) -> Ints:
    """Choose a spelling: mostly as typed, sometimes in capitals or padded, gmail with tags."""
    draws, rates = world.draws, world.rates.records
    code = np.zeros(len(rows), dtype=np.int64)
    drift = draws.chance(rates.email_case_drift, f"{purpose}/email_case", key)
    code[drift] = 1 + draws.below(2, f"{purpose}/email_case_kind", key)[drift]
    gmail = np.where(rows >= 0, world.people.uses_gmail[rows], False)
    varied = gmail & draws.chance(rates.gmail_variant_records, f"{purpose}/gmail", key)
    code[varied] = 3 + draws.below(2, f"{purpose}/gmail_kind", key)[varied]
    return code


def phone_spelling(world: World, purpose: str, key: Bits | Ints) -> Ints:
    """Choose one of seven ways to write a French number."""
    return world.draws.pick([30, 25, 15, 8, 10, 8, 4], f"{purpose}/phone", key)


def key_spelling(world: World, purpose: str, key: Bits | Ints, rate: float) -> Ints:
    """Choose whether a login or card number drifts in case or type."""
    drift = world.draws.chance(rate, f"{purpose}/drift", key)
    kind = 1 + world.draws.below(2, f"{purpose}/drift_kind", key)
    return np.where(drift, kind, 0)


def mode_names(codes: Ints, names: tuple[str, ...]) -> pa.DictionaryArray:
    """Turn codes into names of failure modes, -1 into null."""
    indices = pa.array(codes.astype(np.int32), mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(names))

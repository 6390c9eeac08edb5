"""Loads 160 real web events and compares whose sessions they are with Snowplow's expected table.

    SCV_PUBLIC_DATA=FOLDER python -m benchmarks.snowplow_web

FOLDER holds `snowplow_web/source/snowplow_web_events.csv` and
`snowplow_web/expected/snowplow_web_sessions_expected.csv` of the integration tests of the
dbt-snowplow-web package 0.15.0 (Apache-2.0).

Snowplow names a session after the *last* user its cookie ever signed in. Two judgements are
printed: that rule applied to our claims, which must agree on every session; and our own intervals,
which give a session to whoever was signed in at the time, and so differ where a cookie had several
users.
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from benchmarks.building import build, public_data

JUDGED = """
with expected as (
    select
        domain_sessionid as session_id,
        domain_userid as cookie,
        lower(stitched_user_id) as login,
        min(start_tstamp) as started_at
    from read_csv('{expected}')
    group by all
),

customer_logins as (
    select customer_id, identifier_value as login
    from marts.customer_identifiers
    where identifier_type = 'login'
),

last_claims as (
    select
        devices.device_value as cookie,
        arg_max(claims.customer_id, (claims.last_claimed_at, claims.source_record_id))
            as customer_id
    from identity.int_identity__device_claims as claims
    inner join identity.int_identity__devices as devices using (device_id)
    group by devices.device_value
),

owners as (
    select
        json_extract_string(events.properties, '$.domain_sessionid') as session_id,
        count(distinct attributed.customer_id) as owner_count,
        min(attributed.customer_id) as customer_id
    from input.input__events as events
    inner join activity.int_activity__events_attributed as attributed using (event_id)
    group by all
)

select
    expected.session_id,
    expected.cookie,
    expected.login,
    named.customer_id as expected_customer_id,
    last_claims.customer_id as last_customer_id,
    owners.customer_id as owner_customer_id,
    coalesce(owners.owner_count, 0) as owner_count
from expected
left join customer_logins as named on expected.login = named.login
left join last_claims on lower(expected.cookie) = last_claims.cookie
left join owners on expected.session_id = owners.session_id
order by expected.started_at, expected.session_id
"""


def main() -> int:
    """Run the comparison; the exit code is 1 when a session is stitched otherwise than expected."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="the folder of public data; SCV_PUBLIC_DATA by default")
    console = Console()
    data = public_data(parser.parse_args().data, "snowplow_web")
    if data is None:
        console.print("Skipped: SCV_PUBLIC_DATA does not name a folder with snowplow_web in it.")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        delivered = folder / "landing" / "snowplow" / "events" / "2021-03-15__events.csv"
        delivered.parent.mkdir(parents=True)
        shutil.copy(data / "source" / "snowplow_web_events.csv", delivered)
        warehouse = build(folder / "landing", ["snowplow"], folder)
        expected = data / "expected" / "snowplow_web_sessions_expected.csv"
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            sessions = connection.sql(JUDGED.format(expected=expected)).fetchall()
    return report(sessions, console)


def report(sessions: list[tuple[object, ...]], console: Console) -> int:
    """Print one row per expected session and the two scores."""
    table = Table("session", "cookie", "stitched user", "last login", "owner at the time")
    stitched, owned, with_cookie, without_cookie_named = 0, 0, 0, 0
    for session_id, cookie, login, named, last, owner, owner_count in sessions:
        by_last = named is not None and named == last
        by_time = named is not None and owner_count == 1 and named == owner
        if cookie is None:
            without_cookie_named += last is not None
        else:
            with_cookie += 1
            stitched += by_last
            owned += by_time
        table.add_row(
            str(session_id)[:8],
            str(cookie)[:8],
            str(login),
            "same" if by_last else "none" if last is None else "other",
            "same" if by_time else f"{owner_count} customers",
        )
    console.print(table)
    console.print(
        f"{stitched} of {with_cookie} sessions with a cookie go to the customer their stitched "
        f"user names; sessions without a cookie that were stitched: {without_cookie_named}. "
        f"By the owner at the time: {owned} of {with_cookie}."
    )
    return 0 if stitched == with_cookie and not without_cookie_named else 1


if __name__ == "__main__":
    raise SystemExit(main())

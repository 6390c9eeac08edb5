"""A scratch dbt project with the real segments, facts and log, over a handful of people."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

from tests.segmentation.rendering import MODELS, ROOT

_REAL = (
    *("customer_facts", "segments_defined", "segments_matched", "memberships_before"),
    *("runs_numbered", "membership_changes", "memberships_logged", "segment_runs"),
    "memberships_folded",
)
_PROJECT = """
name: scratch
version: '1.0'
profile: scratch
flags: {send_anonymous_usage_stats: false}
vars: {as_of: '2026-01-01T00:00:00'}
seeds: {+schema: rules}
models: {scratch: {+schema: segmentation}}
"""
_PROFILE = """
scratch:
  target: dev
  outputs:
    dev: {{type: duckdb, path: {path}, threads: 1}}
"""
# What facts are counted from and nobody here has.
_NOTHING = {
    "sex": "varchar", "postcode": "varchar", "categories": "varchar", "sizes": "varchar",
    "favourite_category": "varchar", "favourite_brand": "varchar", "favourite_size": "varchar",
    "not_profiled_reason": "varchar", "average_order_amount": "decimal(18, 2)",
    "recency_score": "integer", "frequency_score": "integer", "monetary_score": "integer",
    "monetary_percentile": "double", "last_nps_score": "integer", "buying_since_at": "timestamp",
    "first_interest_at": "timestamp", "last_interest_at": "timestamp", "cart_left_at": "timestamp",
}  # fmt: skip
_COUNTS = (
    *("email_count", "phone_count", "preference_count", "order_count_365_days", "total_amount"),
    *("discounted_order_count", "gift_order_count", "interest_event_count", "feedback_count"),
    "positive_review_count",
)
_FLAGS = (
    *("has_login", "has_social_login", "has_loyalty_card", "can_email", "can_sms", "can_push"),
    *("can_profile", "can_personalise"),
)
_STUBS = {
    "int_profile__attributes_pivoted": "select customer_id, birth_date from main.people",
    "int_profile__customers_profiled": "select customer_id, is_profiled from main.people",
    "int_identity__customer_registry": (
        "select customer_id, 'standing' as status, cast(null as varchar) as "
        "redirects_to_customer_id, timestamp '2020-01-01' as registered_at from main.people"
    ),
}


class Retailer:
    """People, and runs over them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.warehouse = folder / "warehouse.duckdb"
        (folder / "models").mkdir()
        shutil.copytree(ROOT / "macros", folder / "macros")
        (folder / "macros" / "materializations").rename(folder / "unused")
        (folder / "seeds").mkdir()
        for name in ("segments.csv", "segments.yml"):
            shutil.copy(ROOT / "seeds" / "rules" / name, folder / "seeds")
        for name in _REAL:
            shutil.copy(MODELS / f"int_segmentation__{name}.sql", folder / "models")
        birthdays = "int_profile__birthdays.sql"
        shutil.copy(MODELS.parent / "profile" / birthdays, folder / "models")
        for name, sql in {**_STUBS, "int_segmentation__customers_joined": _joined()}.items():
            (folder / "models" / f"{name}.sql").write_text(sql)
        (folder / "dbt_project.yml").write_text(_PROJECT)
        (folder / "profiles.yml").write_text(_PROFILE.format(path=self.warehouse))
        self.execute(
            "create table main.people (customer_id varchar, birth_date varchar, interests varchar, "
            "last_order_at timestamp, is_profiled boolean)"
        )

    def execute(self, sql: str) -> list[tuple[object, ...]]:
        """Ask or change the warehouse between two runs."""
        with duckdb.connect(str(self.warehouse)) as connection:
            return connection.execute(sql).fetchall()

    def run(self, as_of: str) -> str:
        """Describe a moment; returns what went wrong, which is nothing when all went well."""
        result = dbtRunner().invoke(
            [
                *("build", "--quiet", "--resource-type", "seed", "--resource-type", "model"),
                *("--project-dir", str(self.folder), "--profiles-dir", str(self.folder)),
                *("--vars", f"{{as_of: '{as_of}'}}"),
            ]
        )
        # The adapter is not annotated.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if result.success:
            return ""
        nodes = getattr(result.result, "results", [])
        return "\n".join(str(node.message) for node in nodes if node.message) or str(
            result.exception
        )

    def members(self, segment_id: str) -> set[object]:
        """Who is a member as of the last run."""
        rows = self.execute(
            "select customer_id from segmentation.int_segmentation__memberships_folded "
            f"where is_current and segment_id = '{segment_id}'"
        )
        return {row[0] for row in rows}

    def changes_at(self, as_of: str) -> list[tuple[object, ...]]:
        """What the log says of a run, birthdays apart: customer, segment, what happened, why."""
        return self.execute(
            "select customer_id, segment_id, change_type, cause "
            "from segmentation.int_segmentation__memberships_logged "
            f"where occurred_at = timestamp '{datetime.fromisoformat(as_of)}' "
            "and segment_id <> 'birthday_soon' order by all"
        )

    def rewrite_rule(self, old: str, new: str) -> None:
        """Give the seed of segments as it is, but for one text."""
        text = (ROOT / "seeds" / "rules" / "segments.csv").read_text("utf-8")
        assert old in text
        file = self.folder / "seeds" / "segments.csv"
        file.write_text(text.replace(old, new), "utf-8")


def _joined() -> str:
    columns = [
        "people.customer_id",
        "people.birth_date",
        "people.interests",
        "people.is_profiled",
        "birthdays.age_years",
        "birthdays.days_until_birthday",
        "case when last_order_at is null then 0 else 1 end as order_count",
        "last_order_at",
        *(f"last_order_at as {name}" for name in ("first_order_at", "first_seen_at")),
        "last_order_at as last_seen_at",
        *(f"cast(null as {kind}) as {name}" for name, kind in _NOTHING.items()),
        *(f"0 as {name}" for name in _COUNTS),
        *(f"false as {name}" for name in _FLAGS),
    ]
    return (
        f"select {', '.join(columns)} from main.people as people "
        "left join {{ ref('int_profile__birthdays') }} as birthdays "
        "on people.customer_id = birthdays.customer_id"
    )


@pytest.fixture
def retailer(tmp_path: Path) -> Retailer:
    """A retailer whom nobody has bought from yet."""
    return Retailer(tmp_path)

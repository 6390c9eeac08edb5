"""The definitions say what the project is: its layers, its one job, its order, its freshness."""

from typing import Any

import dagster as dg
import pytest

from orchestration.definitions import defs
from orchestration.defs.warehouse.jobs import single_customer_view
from orchestration.defs.warehouse.schedules import every_morning

CUSTOMERS = dg.AssetKey(["marts", "customers"])
NEXT_QUESTIONS = dg.AssetKey(["marts", "next_questions"])
DECISIONS = dg.AssetKey(["engine", "next_questions"])
PUBLISHED = dg.AssetKey("published_warehouse")
RAW_ORDERS = dg.AssetKey(["shop", "orders"])


@pytest.fixture(scope="module")
def graph() -> Any:
    return defs.resolve_asset_graph()


@pytest.fixture(scope="module")
def job() -> dg.JobDefinition:
    return defs.resolve_job_def(single_customer_view.name)


def test_every_asset_says_which_question_it_answers(graph: Any) -> None:
    own = [DECISIONS, PUBLISHED, dg.AssetKey("deliveries"), RAW_ORDERS]
    assert all("?" in (graph.get(key).description or "") for key in own)


def test_every_dbt_table_is_grouped_by_its_layer(graph: Any) -> None:
    assert graph.get(CUSTOMERS).group_name == "marts"
    assert graph.get(dg.AssetKey(["rules", "questions"])).group_name == "rules"
    assert graph.get(RAW_ORDERS).group_name == "landing"
    layers = {graph.get(key).group_name for key in graph.get_all_asset_keys()}
    assert "default" not in layers


def test_dbt_tests_are_checks_of_their_tables(graph: Any) -> None:
    names = {key.name for key in graph.asset_check_keys if key.asset_key == CUSTOMERS}
    assert "unique_customers_customer_id" in names
    assert "customers_are_as_expected" in names


def test_a_landing_table_is_external_and_has_a_freshness_policy(graph: Any) -> None:
    node = graph.get(RAW_ORDERS)
    assert node.is_external
    assert node.freshness_policy_or_from_metadata


def test_the_job_holds_every_table_and_every_check(graph: Any, job: dg.JobDefinition) -> None:
    assert set(job.asset_layer.executable_asset_keys) == set(graph.materializable_asset_keys)
    assert set(job.asset_layer.asset_graph.asset_check_keys) == set(graph.asset_check_keys)


def test_questions_are_decided_between_the_two_parts_of_dbt(graph: Any) -> None:
    assert CUSTOMERS in graph.get(DECISIONS).parent_keys
    assert DECISIONS in graph.get(NEXT_QUESTIONS).parent_keys
    before = graph.get(CUSTOMERS).assets_def
    after = graph.get(NEXT_QUESTIONS).assets_def
    assert before.op.name == "customer_models"
    assert after.op.name == "activation_models"
    assert not set(before.keys) & set(after.keys)


def test_the_view_is_published_after_every_mart(graph: Any) -> None:
    parents = graph.get(PUBLISHED).parent_keys
    assert {CUSTOMERS, NEXT_QUESTIONS, dg.AssetKey(["marts", "contacts"])} <= set(parents)


def test_a_failed_expectation_stops_what_depends_on_it(job: dg.JobDefinition) -> None:
    waits_for = {
        node.alias or node.name: {
            upstream.node
            for dependency in inputs.values()
            for upstream in dependency.get_node_dependencies()
        }
        for node, inputs in job.graph.dependencies.items()
    }
    assert "marts__customers_customers_are_as_expected" in waits_for["next_questions"]
    assert "engine__next_questions_no_question_breaks_a_rule" in waits_for["activation_models"]
    assert "shop__orders_orders_are_delivered_as_agreed" in waits_for["customer_models"]


def test_the_job_runs_every_morning_in_paris() -> None:
    assert every_morning.cron_schedule == "0 4 * * *"
    assert every_morning.execution_timezone == "Europe/Paris"


def test_unit_tests_are_left_out_of_production_runs(graph: Any) -> None:
    names = {key.name for key in graph.asset_check_keys}
    assert not any(name.startswith("next_questions__") for name in names)

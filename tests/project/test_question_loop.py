"""What a form is given and what it hands back close the circle: the answer reaches the profile."""

from __future__ import annotations

import csv

import pytest
import yaml

from orchestration.environment import read_environment
from orchestration.lib.profiling.question_documents import Document, read_documents
from tests.orchestration.profiling.placements import publish_placements
from tests.project.landing_project import ROOT, Build, LandingProject, copied_landing

FEEDS = yaml.safe_load((ROOT / "dbt_project.yml").read_text("utf-8"))["vars"]["feeds"]
# The column of a delivery in which each kind of contact point comes back.
COLUMNS = {
    "login": "account_id",
    "cookie": "anonymous_id",
    "mobile_id": "mobile_id",
    "email": "email",
    "loyalty_id": "loyalty_card_number",
    "phone": "phone",
}


def what_comes_back(document: Document, number: int, answer: str | None) -> dict[str, str]:
    """The row that a form delivers for the first question of a document; no answer is a refusal."""
    return {
        "response_id": f"form-{number}",
        "question_id": document["questions"][0]["question_id"],
        "status": "answered" if answer else "refused",
        "answer_value": answer or "",
        "channel": document["channel"],
        COLUMNS[document["contact_point_type"]]: document["contact_point"],
        "asked_at": "2026-10-31T09:00:00Z",
        "answered_at": "2026-10-31T09:00:20Z",
    }


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """The input layer, built from what a form delivered after it had read its documents."""
    folder = tmp_path_factory.mktemp("loop")
    publish_placements(folder / "published.duckdb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCV_PUBLISHED", str(folder / "published.duckdb"))
        documents = {
            document["contact_point"]: document
            for channel in ("web", "email")
            for document in read_documents(read_environment(), channel)
        }
    confirmed = documents["1001"]["questions"][0]["confirms"]
    chosen = documents["zoe@example.org"]["questions"][0]["options"][0]["value"]
    rows = [
        what_comes_back(documents["1001"], 1, confirmed),
        what_comes_back(documents["zoe@example.org"], 2, chosen),
        what_comes_back(documents["cookie-1"], 3, None),
    ]
    landing = copied_landing(folder / "landing", "survey")
    for other in (landing / "survey/responses").iterdir():
        other.unlink()
    delivery = landing / "survey/responses/2026-10-31.csv"
    with delivery.open("w", encoding="utf-8", newline="") as file:
        names = dict.fromkeys(name for row in rows for name in row)
        writer = csv.DictWriter(file, list(names), restval="")
        writer.writeheader()
        writer.writerows(rows)
    project = LandingProject(
        folder / "project",
        ("survey",),
        with_input=True,
        variables={f"{name}_enabled": name == "survey" for name in FEEDS},
    )
    return project.build(
        landing,
        "input__answers",
        "input__attributes",
        "input__identifier_observations",
        "survey__rejected",
    )


def test_nothing_that_a_form_delivers_is_set_aside(build: Build) -> None:
    assert build.errors == ()
    assert build.rows("select * from quality.survey__rejected") == []


def test_the_answers_arrive_with_what_became_of_each_ask(build: Build) -> None:
    assert build.rows(
        "select answer_id, question_id, status, answer_value, channel, asked_at::varchar "
        "from staging.input__answers order by answer_id"
    ) == [
        ("survey:form-1", "q_shoe_size", "answered", "43", "web", "2026-10-31 09:00:00"),
        ("survey:form-2", "q_gift_buying", "answered", "oui", "email", "2026-10-31 09:00:00"),
        ("survey:form-3", "q_shoe_size", "refused", None, "web", "2026-10-31 09:00:00"),
    ]


def test_an_answer_declares_the_attribute_that_its_question_asks_for(build: Build) -> None:
    assert build.rows(
        "select attribute_name, attribute_value, value_kind, occurred_at::varchar "
        "from staging.input__attributes order by attribute_name"
    ) == [
        ("gift_buying", "oui", "declared", "2026-10-31 09:00:20"),
        ("shoe_size", "43", "declared", "2026-10-31 09:00:20"),
    ]


def test_each_answer_is_tied_to_the_contact_point_at_which_it_was_given(build: Build) -> None:
    assert build.rows(
        "select answer_id, identifier_type, raw_value from staging.input__answers "
        "inner join staging.input__identifier_observations using (source_record_id) "
        "order by answer_id"
    ) == [
        ("survey:form-1", "login", "1001"),
        ("survey:form-2", "email", "zoe@example.org"),
        ("survey:form-3", "cookie", "cookie-1"),
    ]

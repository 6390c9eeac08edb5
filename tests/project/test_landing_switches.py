"""A company switches off the sources it lacks, and the input layer still builds for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.project.landing_project import FIXTURES, ROOT, LandingProject

VARIABLES = yaml.safe_load((ROOT / "dbt_project.yml").read_text("utf-8"))["vars"]
SOURCES = sorted(VARIABLES["feeds"])
DEFAULT = [source for source in SOURCES if VARIABLES[f"{source}_enabled"]]
INPUTS = sorted({name for inputs in VARIABLES["feeds"].values() for name in inputs})


def switches(*on: str) -> dict[str, bool]:
    """The variables that switch on these sources and no other."""
    return {f"{source}_enabled": source in on for source in SOURCES}


def parse(folder: Path, *on: str) -> LandingProject:
    """Staging and the input layer with these sources only."""
    return LandingProject(folder, SOURCES, with_input=True, variables=switches(*on))


def input_rows(project: LandingProject) -> dict[str, int]:
    """Build the input layer from the fixtures, and count the rows of each input model."""
    build = project.build(FIXTURES, "run_clock", *(f"input__{name}" for name in INPUTS))
    assert not build.errors
    counts = " union all ".join(
        f"select '{name}', count(*) from staging.input__{name}" for name in INPUTS
    )
    return dict(build.rows(counts))


@pytest.mark.parametrize("source", DEFAULT)
def test_each_input_takes_the_sources_that_are_on(source: str, tmp_path: Path) -> None:
    others = [other for other in DEFAULT if other != source]
    feeds_of_all = {
        f"{other}__{name}.sql": f"{{{{ config(enabled=var('{other}_enabled')) }}}} select 1 as stub"
        for other in SOURCES
        for name in VARIABLES["feeds"][other]
    }

    project = LandingProject(
        tmp_path, (), with_input=True, variables=switches(*others), models=feeds_of_all
    )

    for name in INPUTS:
        feeds = {f"{other}__{name}" for other in others if name in VARIABLES["feeds"][other]}
        assert project.parents(f"input__{name}") == feeds


def test_an_email_platform_needs_no_website(tmp_path: Path) -> None:
    rows = input_rows(parse(tmp_path, "email"))

    fed = {name for name, count in rows.items() if count}
    assert fed == {"identifier_observations", "interactions", "consents"}


def test_the_input_layer_is_typed_and_empty_without_any_source(tmp_path: Path) -> None:
    assert input_rows(parse(tmp_path)) == dict.fromkeys(INPUTS, 0)


def test_a_source_that_is_off_by_default_can_be_switched_on(tmp_path: Path) -> None:
    rows = input_rows(parse(tmp_path, "snowplow"))

    assert {name for name, count in rows.items() if count} == {"identifier_observations", "events"}


@pytest.mark.slow
def test_every_default_source_feeds_what_it_says(tmp_path: Path) -> None:
    rows = input_rows(parse(tmp_path, *DEFAULT))

    assert [name for name, count in rows.items() if not count] == []

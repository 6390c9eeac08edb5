"""What must be tested, and how a test must be named to be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.project.rules.project import Project

KEY_TESTS = frozenset({"unique", "unique_combination"})


def models_without_key_test(project: Project) -> Iterator[str]:
    """The grain of each input model, identity step and mart is tested."""
    tested = {test.attached_to for test in project.tests if test.kind in KEY_TESTS}
    for model in project.models_under("input", "intermediate/identity", "marts"):
        if model.name not in tested:
            yield f"{model.path}: no test holds it to its grain (unique or unique_combination)"


def identity_steps_without_unit_test(project: Project) -> Iterator[str]:
    """Each step of identity states its rules as unit tests."""
    tested = {model for model, _ in project.unit_tests}
    for model in project.models_under("intermediate/identity"):
        if model.name not in tested:
            yield f"{model.path}: has no unit test"


def unit_tests_not_named_by_behaviour(project: Project) -> Iterator[str]:
    """A unit test is called <model>__<behaviour>."""
    for model, name in project.unit_tests:
        if not re.match(rf"^{model}__[a-z0-9_]+$", name):
            yield f"the unit test {name} of {model} is not named {model}__<behaviour>"


def singular_tests_dagster_cannot_place(project: Project) -> Iterator[str]:
    """A singular test is a claim, and says which asset it judges so that it becomes a check."""
    models = {model.name for model in project.models}
    for test in project.tests:
        if test.kind != "singular":
            continue
        if not test.name.startswith("assert_"):
            yield f"{test.path}: is not named as a claim, assert_..."
        if len(test.refs) > 1 and test.dagster_ref is None:
            yield f"{test.path}: reads several models and has no meta.dagster.ref.name"
        if test.dagster_ref is not None and test.dagster_ref not in models:
            yield f"{test.path}: meta.dagster.ref.name is no model: {test.dagster_ref}"
        if test.dagster_ref is not None and test.dagster_ref not in test.refs:
            yield f"{test.path}: is placed on {test.dagster_ref}, which it does not read"

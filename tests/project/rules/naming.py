"""A stranger guesses what a model holds from its name and confirms it from its YAML twin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.project.rules.project import Column, Model, Project, Seed, is_under

# What identity sets aside is read by people as it is, so it has a plain name like a mart.
PLAIN_NAMES_IN_IDENTITY = frozenset({"identifiers_excluded", "links_rejected"})

# The moment a run describes is no input of any source.
PLAIN_NAMES_IN_INPUT = frozenset({"run_clock"})

SNAKE_CASE = re.compile(r"^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$")
BOOLEAN_NAME = re.compile(r"^(?:is|has|can|was)_")


def names_that_do_not_tell_the_layer(project: Project) -> Iterator[str]:
    """A model's name says its layer, and in staging its source."""
    for model in project.models:
        if not _name_pattern(model).match(model.name):
            yield f"{model.path}: a model in {model.folder} is not named like this"


def models_without_twin(project: Project) -> Iterator[str]:
    """Each model has its YAML beside it, under the same name."""
    for model in project.models:
        twin = str(PurePosixPath(model.path).with_suffix(".yml"))
        if model.yaml_path != twin:
            yield f"{model.path}: has no {PurePosixPath(twin).name} beside it"


def models_without_grain(project: Project) -> Iterator[str]:
    """The description of each model and each seed begins with what one row is."""
    items: list[Model | Seed] = [*project.models, *project.seeds]
    for item in items:
        if not item.description.startswith("One row per "):
            yield f'{item.path}: its description does not begin with "One row per"'


def marts_without_contract(project: Project) -> Iterator[str]:
    """Input models and marts have an enforced contract, with every column typed and described."""
    for model in project.models_under("input", "marts"):
        if not model.has_contract:
            yield f"{model.path}: has no enforced contract"
        for column in model.columns:
            if not column.data_type:
                yield f"{model.path}: {column.name} has no type"
            if not column.description:
                yield f"{model.path}: {column.name} has no description"


def columns_that_mislead(project: Project) -> Iterator[str]:
    """In input models and marts a column's name and its type say the same thing."""
    for model in project.models_under("input", "marts"):
        for column in model.columns:
            yield from (f"{model.path}: {column.name} {what}" for what in _misleading(column))


def seeds_without_reason(project: Project) -> Iterator[str]:
    """Each rule that the business changes states its reason, and describes its columns."""
    for seed in project.seeds:
        names = {column.name for column in seed.columns}
        if "reason" not in names:
            yield f"{seed.path}: its YAML describes no column `reason`"
        for column in seed.columns:
            if not column.description:
                yield f"{seed.path}: {column.name} has no description"


def seed_headers_unlike_their_yaml(
    headers: dict[str, list[str]], project: Project
) -> Iterator[str]:
    """A seed's YAML describes exactly the columns of its file; `headers` is by seed name."""
    for seed in project.seeds:
        described = {column.name for column in seed.columns}
        for name in sorted(described ^ set(headers[seed.name])):
            where = "its YAML" if name in described else "its file"
            yield f"{seed.path}: only {where} has the column {name}"


def _name_pattern(model: Model) -> re.Pattern[str]:
    parts = model.folder.split("/")
    words = r"[a-z0-9]+(?:_[a-z0-9]+)*"
    if is_under(model.folder, "staging") and len(parts) > 1:
        source = parts[1]
        return re.compile(rf"^(?:(?:stg|base)_)?{source}__{words}$")
    if is_under(model.folder, "input"):
        return re.compile(rf"^input__{words}$|^(?:{'|'.join(PLAIN_NAMES_IN_INPUT)})$")
    if is_under(model.folder, "intermediate") and len(parts) > 1:
        plain = "|".join(PLAIN_NAMES_IN_IDENTITY) if parts[1] == "identity" else "(?!)"
        return re.compile(rf"^int_{parts[1]}__{words}$|^(?:{plain})$")
    return re.compile(rf"^(?!(?:stg|base|int|input|fct|dim|mart)_){words}$")


def _misleading(column: Column) -> Iterator[str]:
    data_type = (column.data_type or "").lower()
    if not SNAKE_CASE.match(column.name):
        yield "is not in snake case"
    if data_type == "boolean" and not BOOLEAN_NAME.match(column.name):
        yield "is a boolean but does not begin with is_, has_, can_ or was_"
    if BOOLEAN_NAME.match(column.name) and data_type not in ("boolean", ""):
        yield f"is named like a boolean but is of type {data_type}"
    if data_type.startswith("timestamp") != column.name.endswith("_at"):
        yield f"is of type {data_type}: a timestamp, and only a timestamp, ends in _at"
    if (data_type == "date") != column.name.endswith("_date"):
        yield f"is of type {data_type}: a date, and only a date, ends in _date"
    if "time zone" in data_type or data_type == "timestamptz":
        yield "carries a time zone: timestamps are UTC and carry none"

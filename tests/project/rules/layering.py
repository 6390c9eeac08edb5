"""Data flows from left to right, and nothing after the input layer knows any source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.project.rules.project import Model, Project, is_under
from tests.project.rules.sql import without_comments

# Each line is one step to the right; a model reads its own step and those above it in this list.
STEPS: tuple[tuple[str, ...], ...] = (
    ("staging",),
    ("input",),
    ("intermediate/identity",),
    # The crosswalk is made by identity and published as it is; every later step joins on it.
    ("crosswalk",),
    ("intermediate/profile", "intermediate/activity"),
    ("intermediate/segmentation", "intermediate/recommendation"),
    ("intermediate/insight",),
    ("marts/customer", "marts/activity", "marts/segmentation"),
    ("marts/profiling", "marts/prediction"),
    ("intermediate/activation",),
    ("marts/activation",),
    # What judges the rest reads all of it, and nothing reads what it says.
    ("intermediate/quality",),
    ("marts/quality",),
)
CROSSWALK = frozenset({"customer_identifiers", "customer_devices", "visitors", "identity_events"})

# Tables that Python writes and dbt reads as sources, and the only folders that may read them.
ENGINE_SOURCE = "engine"
ENGINE_FOLDERS = ("marts/profiling", "marts/prediction")

# A click in an e-mail lands on the site: the sender's token meets the web call that carries it.
SOURCES_THAT_READ_ANOTHER = {"email": {"web"}}

# These source names are channels as well, so their bare text says nothing about a source.
CHANNELS = frozenset({"web", "app", "store", "email"})


def step_of(model: Model) -> int | None:
    """The number of the model's step, or None when its folder is no part of the picture."""
    folder = "crosswalk" if model.name in CROSSWALK else model.folder
    for number, folders in enumerate(STEPS):
        if is_under(folder, *folders):
            return number
    return None


def models_outside_the_picture(project: Project) -> Iterator[str]:
    """Every model lies in a folder of the picture."""
    for model in project.models:
        if step_of(model) is None:
            yield f"{model.path}: no layer of the design has this folder"


def reads_from_the_right(project: Project) -> Iterator[str]:
    """A model reads its own step and those to its left."""
    for model, upstream in _reads(project):
        here, there = step_of(model), step_of(upstream)
        if here is not None and there is not None and there > here:
            yield f"{model.path}: reads {upstream.name}, which lies to its right"


def sources_read_outside_staging(project: Project) -> Iterator[str]:
    """Only staging reads sources; the engine's tables are read by two folders of marts alone."""
    for model in project.models:
        for source in model.sources:
            homes = ENGINE_FOLDERS if source == ENGINE_SOURCE else ("staging",)
            if not is_under(model.folder, *homes):
                yield f"{model.path}: reads the source {source}, which only {homes} may"


def staging_read_past_the_input_layer(project: Project) -> Iterator[str]:
    """Only the input layer reads staging, and only the feeds; quality may, to judge it."""
    for model, upstream in _reads(project):
        if not is_under(upstream.folder, "staging") or is_under(model.folder, "staging"):
            continue
        if is_under(model.folder, "input"):
            feed = model.name.removeprefix("input__")
            if not upstream.name.endswith(f"__{feed}") or upstream.name.startswith(
                ("stg_", "base_")
            ):
                yield f"{model.path}: reads {upstream.name}, which is not a feed of it"
        elif not is_under(model.folder, "marts/quality"):
            yield f"{model.path}: reads {upstream.name}; after the input layer no source is known"


def staging_that_mixes_sources(project: Project) -> Iterator[str]:
    """A source's staging reads that source alone, save where two systems meet by design."""
    for model, upstream in _reads(project):
        if not (is_under(model.folder, "staging") and is_under(upstream.folder, "staging")):
            continue
        own, other = _source_of(model), _source_of(upstream)
        if own != other and other not in SOURCES_THAT_READ_ANOTHER.get(own, set()):
            yield f"{model.path}: reads {upstream.name} of another source"


def source_names_after_the_input_layer(project: Project) -> Iterator[str]:
    """No SQL after staging tells one source from another by its name."""
    names = sorted({_source_of(model) for model in project.models_under("staging")})
    if not names:
        return
    any_name = "|".join(names)
    patterns = {
        "compares source_name with a text": re.compile(
            r"source_name\s*(?:=|!=|<>|(?:not\s+)?(?:in|like)\b)\s*\(?\s*'\w"
        ),
        "takes a source_record_id apart by source": re.compile(rf"'(?:{any_name})\.[\w.%]*:?%?'"),
        "names a relation of one source": re.compile(rf"\b(?:stg_|base_)?(?:{any_name})__\w+"),
    }
    bare = [name for name in names if name not in CHANNELS]
    if bare:
        patterns["names a source"] = re.compile(rf"'(?:{'|'.join(bare)})'")
    for model in project.models:
        if is_under(model.folder, "staging", "marts/quality"):
            continue
        sql = without_comments(model.sql)
        for what, pattern in patterns.items():
            if match := pattern.search(sql):
                yield f"{model.path}: {what}: {match.group()}"


def staging_without_its_switch(project: Project) -> Iterator[str]:
    """Each source is switched by its variable, and each one says which inputs it feeds."""
    folders = {_source_of(model) for model in project.models_under("staging")}
    feeds = project.variables.get("feeds", {})
    for name in sorted(folders):
        if f"{name}_enabled" not in project.variables:
            yield f"models/staging/{name}: dbt_project.yml has no variable {name}_enabled"
        if name not in feeds:
            yield f"models/staging/{name}: dbt_project.yml's `feeds` has no line for it"
    models = {model.name for model in project.models}
    for name, inputs in feeds.items():
        for fed in inputs:
            if f"{name}__{fed}" not in models:
                yield f"dbt_project.yml: {name} feeds {fed}, but there is no model {name}__{fed}"


def _reads(project: Project) -> Iterator[tuple[Model, Model]]:
    by_name = {model.name: model for model in project.models}
    for model in project.models:
        for name in model.refs:
            yield model, by_name[name]


def _source_of(model: Model) -> str:
    return model.folder.split("/")[1] if "/" in model.folder else ""

"""What the rules look at: dbt's manifest, reduced to the few facts they judge by."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column as its YAML states it."""

    name: str
    data_type: str | None = None
    description: str = ""
    is_pii: bool = False


@dataclass(frozen=True)
class Model:
    """A model: where it lies, what it reads, what its SQL and its YAML say."""

    name: str
    path: str
    sql: str = ""
    refs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    yaml_path: str | None = None
    description: str = ""
    has_contract: bool = False
    columns: tuple[Column, ...] = ()

    @property
    def folder(self) -> str:
        """The folder under `models`, for example `intermediate/identity`."""
        return "/".join(PurePosixPath(self.path).parts[1:-1])


@dataclass(frozen=True)
class Source:
    """A table that dbt reads and does not make."""

    source_name: str
    name: str
    path: str


@dataclass(frozen=True)
class Seed:
    """A rule table that the business changes."""

    name: str
    path: str
    description: str = ""
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class DataTest:
    """A data test: singular when it is a file of its own, else generic and attached to a model."""

    name: str
    path: str
    kind: str
    refs: tuple[str, ...] = ()
    attached_to: str | None = None
    column: str | None = None
    sql: str = ""
    dagster_ref: str | None = None


@dataclass(frozen=True)
class Project:
    """The whole project as the rules see it."""

    models: tuple[Model, ...] = ()
    sources: tuple[Source, ...] = ()
    seeds: tuple[Seed, ...] = ()
    tests: tuple[DataTest, ...] = ()
    unit_tests: tuple[tuple[str, str], ...] = ()
    variables: dict[str, Any] = field(default_factory=dict)

    def model(self, name: str) -> Model:
        """The model of that name."""
        return next(model for model in self.models if model.name == name)

    def models_under(self, *folders: str) -> list[Model]:
        """The models in these folders under `models`, or in a folder below one of them."""
        return [model for model in self.models if is_under(model.folder, *folders)]


def is_under(folder: str, *parents: str) -> bool:
    """Whether a folder is one of `parents` or lies below one."""
    return any(folder == parent or folder.startswith(parent + "/") for parent in parents)


def read_project(manifest: dict[str, Any], variables: dict[str, Any]) -> Project:
    """Reduce dbt's manifest, with the project's variables, to what the rules look at."""
    nodes = list(manifest["nodes"].values())
    return Project(
        models=tuple(_model(node, manifest) for node in nodes if _is(node, "model")),
        sources=tuple(
            Source(source["source_name"], source["name"], source["original_file_path"])
            for source in manifest["sources"].values()
        ),
        seeds=tuple(
            Seed(node["name"], node["original_file_path"], node["description"], _columns(node))
            for node in nodes
            if _is(node, "seed")
        ),
        tests=tuple(_test(node, manifest) for node in nodes if _is(node, "test")),
        unit_tests=tuple(
            (unit_test["model"], unit_test["name"]) for unit_test in manifest["unit_tests"].values()
        ),
        variables=variables,
    )


def _is(node: dict[str, Any], resource_type: str) -> bool:
    return bool(node["resource_type"] == resource_type)


def _model(node: dict[str, Any], manifest: dict[str, Any]) -> Model:
    return Model(
        name=node["name"],
        path=node["original_file_path"],
        sql=node["raw_code"],
        refs=_names_read(node, manifest, "model"),
        sources=tuple(
            manifest["sources"][unique_id]["source_name"]
            for unique_id in node["depends_on"]["nodes"]
            if unique_id.startswith("source.")
        ),
        yaml_path=node["patch_path"].split("://")[-1] if node["patch_path"] else None,
        description=node["description"],
        has_contract=bool(node["config"]["contract"]["enforced"]),
        columns=_columns(node),
    )


def _test(node: dict[str, Any], manifest: dict[str, Any]) -> DataTest:
    metadata = node.get("test_metadata") or {}
    attached = node.get("attached_node")
    dagster = node["config"]["meta"].get("dagster", {})
    return DataTest(
        name=node["name"],
        path=node["original_file_path"],
        kind=metadata.get("name", "singular"),
        refs=_names_read(node, manifest, "model", "seed"),
        attached_to=attached.split(".")[-1] if attached else None,
        column=node.get("column_name"),
        sql=node["raw_code"],
        dagster_ref=dagster.get("ref", {}).get("name"),
    )


def _names_read(node: dict[str, Any], manifest: dict[str, Any], *types: str) -> tuple[str, ...]:
    return tuple(
        manifest["nodes"][unique_id]["name"]
        for unique_id in node["depends_on"]["nodes"]
        if unique_id.split(".")[0] in types
    )


def _columns(node: dict[str, Any]) -> tuple[Column, ...]:
    return tuple(
        Column(
            name=column["name"],
            data_type=column["data_type"],
            description=column["description"],
            is_pii=column["config"]["meta"].get("pii") is True,
        )
        for column in node["columns"].values()
    )

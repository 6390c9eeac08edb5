"""dbt's own JSON schemas, which dbt applies by itself on four adapters only, not on DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dbt.jsonschemas.jsonschemas import project_schema, resources_schema
from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend


def project_file_errors(content: dict[str, Any]) -> Iterator[str]:
    """What dbt's schema finds wrong in the content of dbt_project.yml."""
    yield from _errors(project_schema(), content)


def resource_file_errors(content: dict[str, Any]) -> Iterator[str]:
    """What dbt's schema finds wrong in the content of a YAML of models, seeds, sources or tests."""
    yield from _errors(resources_schema(), content)


def _errors(schema: dict[str, Any], content: dict[str, Any]) -> Iterator[str]:
    for error in _Validator(schema).iter_errors(content):
        deepest = _deepest(error)
        where = ".".join(str(part) for part in deepest.absolute_path) or "top level"
        yield f"{where}: {deepest.message[:200]}"


def _deepest(error: ValidationError) -> ValidationError:
    """The most telling error: of several allowed forms, the one that was got furthest into."""
    while error.context:
        error = max(error.context, key=_depth)
    return error


def _depth(error: ValidationError) -> tuple[int, bool]:
    return len(error.absolute_path), error.validator != "type"


def _type_or_jinja(validator: Any, types: Any, instance: Any, schema: Any) -> Iterator[Any]:
    """A Jinja expression stands for any type, and YAML reads dates where text is meant."""
    is_jinja = isinstance(instance, str) and "{{" in instance
    is_date = isinstance(instance, date) and "string" in types
    if not (is_jinja or is_date):
        yield from Draft7Validator.VALIDATORS["type"](validator, types, instance, schema)


def _enum_in_any_case(validator: Any, enums: Any, instance: Any, schema: Any) -> Iterator[Any]:
    """dbt reads `warn` and `Warn` alike; its schema lists the second."""
    known = {value.lower() for value in enums if isinstance(value, str)}
    if not (isinstance(instance, str) and instance.lower() in known):
        yield from Draft7Validator.VALIDATORS["enum"](validator, enums, instance, schema)


# `extend` is not annotated in the stubs.
_Validator: Any = extend(  # type: ignore[no-untyped-call]
    Draft7Validator, validators={"type": _type_or_jinja, "enum": _enum_in_any_case}
)

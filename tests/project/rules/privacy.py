"""Personal data is known as such wherever it lies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.project.rules.naming import BOOLEAN_NAME
from tests.project.rules.project import Project

# What identifies or describes one person directly, or may hold text that does.
PII_NAMES = frozenset(
    {
        "address_line", "answer_value", "attribute_value", "birth_date", "contact_key_sha256",
        "contact_point", "device_value", "email", "email_key", "first_name", "full_name",
        "identifier_value", "ip_address", "last_name", "loyalty_id", "normalized_value",
        "other_device_value", "payload", "phone", "proof", "properties", "push_token",
        "raw_record", "raw_value", "search_query", "subject_id", "transcript", "user_agent",
    }
)  # fmt: skip
PII_SUFFIX = re.compile(r"_(?:email|phone|first_name|last_name|birth_date|identifier_value)$")

# Staging keeps the vendor's columns as delivered; they are judged where they leave it.
LAYERS = ("input", "intermediate", "marts")


def is_personal(column_name: str) -> bool:
    """Whether a column of this name holds personal data."""
    if BOOLEAN_NAME.match(column_name):
        return False
    return column_name in PII_NAMES or bool(PII_SUFFIX.search(column_name))


def personal_columns_without_tag(project: Project) -> Iterator[str]:
    """From the input layer on, each personal column carries `meta: {pii: true}`."""
    for model in project.models_under(*LAYERS):
        for column in model.columns:
            if is_personal(column.name) and not column.is_pii:
                yield f"{model.path}: {column.name} holds personal data but is not tagged pii"


def personal_columns_not_described(built: dict[str, list[str]], project: Project) -> Iterator[str]:
    """No built table has a personal column that its YAML does not name; `built` is by model."""
    for model in project.models_under(*LAYERS):
        tagged = {column.name for column in model.columns if column.is_pii}
        for name in built.get(model.name, []):
            if is_personal(name) and name not in tagged:
                yield f"{model.path}: its table holds {name}, which its YAML does not tag pii"

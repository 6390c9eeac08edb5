"""What each column is for is stated, and nothing leaves the house for anything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from orchestration.lib.privacy.declarations import DeclaredColumn, Recipient

KINDS = ("export", "display", "internal")
Rows = Mapping[str, Mapping[str, str]]


def columns_not_declared(
    columns: Iterable[DeclaredColumn], classes: Rows, purposes: Rows
) -> Iterator[str]:
    """Each column of a mart has a known class and at least one known purpose, and is of a personal
    class where it is tagged as personal data."""
    for column in columns:
        name = f"{column.mart}.{column.name}"
        if column.data_class not in classes:
            yield f"{name}: its class {column.data_class!r} is no row of data_classes"
        elif column.is_pii and classes[column.data_class]["is_personal"] != "true":
            yield f"{name}: is tagged pii, but {column.data_class} is no class of personal data"
        if not column.purposes:
            yield f"{name}: declares no purposes"
        for purpose in column.purposes:
            if purpose not in purposes:
                yield f"{name}: its purpose {purpose!r} is no row of processing_purposes"


def exports_not_declared(
    recipients: Iterable[Recipient], columns: Iterable[DeclaredColumn], purposes: Rows
) -> Iterator[str]:
    """Each exposure says what kind it is, who receives it and what for; and of a mart that leaves
    the house each column is declared for one of these purposes."""
    known = list(columns)
    for recipient in recipients:
        name = f"exposure {recipient.name}"
        yield from _purposes_not_allowed(name, recipient, purposes)
        if recipient.kind not in KINDS:
            yield f"{name}: its kind {recipient.kind!r} is none of {', '.join(KINDS)}"
        if not all(recipient.texts.values()):
            yield f"{name}: does not name its recipient in French and in English"
        if recipient.kind == "export":
            for column in known:
                if column.mart in recipient.marts and not (
                    set(column.purposes) & set(recipient.purposes)
                ):
                    yield f"{name}: {column.mart}.{column.name} is for nothing it receives it for"


def _purposes_not_allowed(name: str, recipient: Recipient, purposes: Rows) -> Iterator[str]:
    if not recipient.purposes:
        yield f"{name}: declares no purposes"
    for purpose in recipient.purposes:
        if purpose not in purposes:
            yield f"{name}: its purpose {purpose!r} is no row of processing_purposes"
        elif recipient.kind == "export" and purposes[purpose]["leaves_the_house"] != "true":
            yield f"{name}: nothing may leave the house for {purpose}"

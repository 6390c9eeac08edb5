"""How one customer, or one identifier, came about."""

from dataclasses import dataclass, field
from typing import Any

import duckdb

from orchestration.lib.explanation.evidence import ask, gather_evidence
from orchestration.lib.explanation.subjects import Subject, find_subject

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Portrait:
    """What there is to know about one customer, or one identifier.

    Attributes:
        subject: Who or what was asked for.
        sentence: The answer in one sentence.
        identifiers: Its person keys, each with how it came in.
        refused: Evidence that would have tied it to somebody else, with the rule that refused it.
        excluded: Values set aside that its records show, with the rule.
        history: What happened to the customer id.
        redirects: Former ids that lead to it.
        devices: Intervals in which a device was the customer's; for a device, whose it was.
        owners: Whose the identifier was and when, where it has passed from one to another.
    """

    subject: Subject
    sentence: str
    identifiers: Rows = field(default_factory=list)
    refused: Rows = field(default_factory=list)
    excluded: Rows = field(default_factory=list)
    history: Rows = field(default_factory=list)
    redirects: Rows = field(default_factory=list)
    devices: Rows = field(default_factory=list)
    owners: Rows = field(default_factory=list)


def portray(connection: duckdb.DuckDBPyConnection, asked: str) -> Portrait:
    """Explain one customer or identifier.

    Args:
        connection: The build warehouse.
        asked: A customer id, or `type:value` in any spelling.

    Raises:
        UnknownSubjectError: When nothing is known under it.
    """
    subject = find_subject(connection, asked)
    value = {"type": subject.identifier_type, "value": subject.identifier_value}
    if subject.exclusion_rule is not None:
        (seen,) = ask(connection, "excluded_customers", value)
        return Portrait(
            subject,
            f"{subject.name} was set aside by the rule {subject.exclusion_rule} and ties nobody: "
            f"{subject.exclusion_reason} {seen['record_count']:,} records of "
            f"{seen['customer_count']:,} customers show it.",
        )
    if subject.is_device:
        owners = ask(connection, "device_owners", value)
        return Portrait(subject, device_sentence(subject, owners), devices=owners)
    gather_evidence(connection, [subject.cluster_id])
    portrait = {
        "identifiers": ask(connection, "identifiers"),
        "refused": ask(connection, "refused"),
        "excluded": ask(connection, "excluded"),
        "owners": ask(connection, "owners", value),
    }
    if subject.customer_id is None:
        return Portrait(subject, _no_customer(subject), **portrait)
    by_customer = {"customer_id": subject.customer_id}
    for name in ("history", "redirects", "devices"):
        portrait[name] = ask(connection, name, by_customer)
    return Portrait(subject, _customer_sentence(subject, portrait), **portrait)


def device_sentence(subject: Subject, owners: Rows) -> str:
    """Say whose a device was."""
    customers = len({row["customer_id"] for row in owners})
    if not customers:
        return f"{subject.name} is a device that nobody has claimed: a visitor."
    whose = "one customer's" if customers == 1 else f"owned in turns by {customers} customers"
    return f"{subject.name} is a device, {whose}. Devices never make two people one."


def _no_customer(subject: Subject) -> str:
    return (
        f"{subject.name} is known, but nobody's customer: it was seen only as a recipient's, or in "
        "records that make nobody a customer."
    )


def _customer_sentence(subject: Subject, portrait: dict[str, Rows]) -> str:
    count = len(portrait["identifiers"])
    keys = "one person key" if count == 1 else f"{count} person keys"
    if subject.redirected_from:
        return f"{subject.redirected_from} redirects to {subject.customer_id}, who has {keys}."
    if subject.identifier_type is None:
        return f"{subject.customer_id} has {keys}."
    owners = len({row["customer_id"] for row in portrait["owners"]})
    turns = f" It was owned in turns by {owners} customers." if owners else ""
    return f"{subject.name} is {subject.customer_id}'s, who has {keys}.{turns}"

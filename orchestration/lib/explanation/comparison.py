"""Why two identifiers are one customer's, or what keeps them apart."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from orchestration.lib.explanation.evidence import ask, gather_evidence, gather_evidence_between
from orchestration.lib.explanation.paths import Hop, Tie, best_chain
from orchestration.lib.explanation.portrait import device_sentence
from orchestration.lib.explanation.subjects import Subject, all_rows, find_subject
from orchestration.lib.explanation.times import BEGINNING_OF_TIME, END_OF_TIME

# What can be the matter between two identifiers.
ONE_CUSTOMER = "one_customer"
REFUSED = "refused"
SET_ASIDE = "set_aside"
NO_EVIDENCE = "seen_together_without_evidence"
UNTIED = "untied"
DEVICE = "device"


@dataclass(frozen=True)
class Step:
    """One hop of a chain, with its evidence.

    Attributes:
        number: Its place in the chain, from 1.
        from_identifier: Where it begins, as `type:value`.
        to_identifier: Where it leads, as `type:value`.
        is_taken: Whether the evidence was taken; False when it was refused.
        method: The kind of record that shows it.
        evidence_record_id: A record that shows it.
        first_seen_at: Event time of the earliest record, UTC.
        last_seen_at: Event time of the latest record, UTC.
        record_count: How many records show it.
        strength: How strong it is, 0 to 100.
        rule: The rule that refused it, if one did.
        reason: Why it was taken or refused, in the words of the rules' seeds.
    """

    number: int
    from_identifier: str
    to_identifier: str
    is_taken: bool
    method: str | None
    evidence_record_id: str | None
    first_seen_at: datetime | None
    last_seen_at: datetime | None
    record_count: int | None
    strength: int | None
    rule: str | None
    reason: str | None


@dataclass(frozen=True)
class Comparison:
    """What ties two identifiers or customers, or keeps them apart.

    Attributes:
        left: What was asked for first.
        right: What was asked for second.
        verdict: One of the constants of this module.
        sentence: The answer in one sentence.
        chain: The best chain of evidence between them, refused hops included.
        seen_together: What they have in common that ties nobody, each with its rule.
    """

    left: Subject
    right: Subject
    verdict: str
    sentence: str
    chain: tuple[Step, ...] = ()
    seen_together: tuple[dict[str, Any], ...] = ()


def compare(connection: duckdb.DuckDBPyConnection, left_asked: str, right_asked: str) -> Comparison:
    """Explain what ties two identifiers or customers, or what keeps them apart.

    Args:
        connection: The build warehouse.
        left_asked: A customer id, or `type:value` in any spelling.
        right_asked: The other.

    Raises:
        UnknownSubjectError: When nothing is known under one of them.
    """
    left, right = find_subject(connection, left_asked), find_subject(connection, right_asked)
    for subject in (left, right):
        if subject.exclusion_rule is not None:
            return Comparison(
                left,
                right,
                SET_ASIDE,
                f"{subject.name} was set aside by the rule {subject.exclusion_rule} and ties "
                f"nobody: {subject.exclusion_reason}",
            )
    if left.is_device or right.is_device:
        return _compare_with_device(connection, left, right)
    if _are_one(left, right):
        return _compare_within(connection, left, right)
    return _compare_apart(connection, left, right)


def _are_one(left: Subject, right: Subject) -> bool:
    same_customer = left.customer_id is not None and left.customer_id == right.customer_id
    return same_customer or left.cluster_id == right.cluster_id


def _compare_with_device(
    connection: duckdb.DuckDBPyConnection, left: Subject, right: Subject
) -> Comparison:
    device, other = (left, right) if left.is_device else (right, left)
    owners = ask(
        connection,
        "device_owners",
        {"type": device.identifier_type, "value": device.identifier_value},
    )
    sentence = device_sentence(device, owners)
    if not other.is_device:
        times = [row for row in owners if row["customer_id"] == other.customer_id]
        sentence += (
            f" It was {other.name}'s in {len(times)} of its {len(owners)} intervals."
            if times
            else f" It was never {other.name}'s."
        )
    return Comparison(left, right, DEVICE, sentence, seen_together=tuple(owners))


def _compare_within(
    connection: duckdb.DuckDBPyConnection, left: Subject, right: Subject
) -> Comparison:
    gather_evidence(connection, [left.cluster_id, right.cluster_id])
    chain = _chain(connection, left, right)
    customer = left.customer_id or "one person who is no customer"
    if not chain:
        return Comparison(left, right, ONE_CUSTOMER, f"Both are {customer}.")
    hops = "one piece" if len(chain) == 1 else f"a chain of {len(chain)} pieces"
    return Comparison(
        left,
        right,
        ONE_CUSTOMER,
        f"{left.name} and {right.name} are one customer, {customer}, by {hops} of evidence.",
        chain,
    )


def _compare_apart(
    connection: duckdb.DuckDBPyConnection, left: Subject, right: Subject
) -> Comparison:
    if left.cluster_id is None or right.cluster_id is None:
        raise ValueError("A person key without a cluster was neither set aside nor is it a device.")
    chain: tuple[Step, ...] = ()
    if gather_evidence_between(connection, left.cluster_id, right.cluster_id):
        chain = _chain(connection, left, right)
    together = tuple(
        ask(
            connection,
            "seen_together",
            {
                "left_cluster": left.cluster_id,
                "right_cluster": right.cluster_id,
                "left_customer": left.customer_id,
                "right_customer": right.customer_id,
            },
        )
    )
    why_in_turns = _owned_in_turns(connection, left, right)
    verdict, why = _what_keeps_apart(chain, together)
    who = f"{left.name} and {right.name} are kept apart"
    if verdict == UNTIED:
        who = f"{left.name} and {right.name} are two people's"
    return Comparison(left, right, verdict, f"{who}: {why}{why_in_turns}", chain, together)


def _owned_in_turns(connection: duckdb.DuckDBPyConnection, left: Subject, right: Subject) -> str:
    """Say when one of the two was the other's, where it has passed from one to another."""
    for value, other in ((left, right), (right, left)):
        key = {"type": value.identifier_type, "value": value.identifier_value}
        times = [
            row for row in ask(connection, "owners", key) if row["customer_id"] == other.customer_id
        ]
        if times:
            when = _period(times[0]["valid_from_at"], times[-1]["valid_to_at"])
            return f" But {value.name} is owned in turns, and is {other.customer_id}'s {when}."
    return ""


def _period(since: datetime, until: datetime) -> str:
    """Say an interval in words; one that is open at an end says only the other."""
    words = []
    if since.year > BEGINNING_OF_TIME.year:
        words.append(f"from {since:%Y-%m-%d}")
    if until.year < END_OF_TIME.year:
        words.append(f"until {until:%Y-%m-%d}")
    return " ".join(words)


def _what_keeps_apart(
    chain: tuple[Step, ...], together: tuple[dict[str, Any], ...]
) -> tuple[str, str]:
    """Return the verdict on two that are apart, and the reason in words: the strongest first."""
    refused = next((step for step in chain if not step.is_taken), None)
    if refused is not None:
        ends = f"{refused.from_identifier} and {refused.to_identifier}"
        why = f"was refused by the rule {refused.rule}. {refused.reason}"
        return REFUSED, f"the evidence between {ends} {why}"
    if together:
        first = together[0]
        verdict = SET_ASIDE if first["what"] == "value set aside" else NO_EVIDENCE
        why = f"which ties nobody by the rule {first['rule']}. {first['reason']}"
        return verdict, f"all they share is a {first['what']}, {first['tie']}, {why}"
    return UNTIED, "no record ties them."


def _chain(
    connection: duckdb.DuckDBPyConnection, left: Subject, right: Subject
) -> tuple[Step, ...]:
    """Return the best chain from left to right over the evidence that was gathered."""
    rows = all_rows(connection, "from evidence order by evidence_rank")
    ties = [
        Tie(row["evidence_rank"], row["left_id"], row["right_id"], row["is_taken"]) for row in rows
    ]
    # Both directions give the same chain: it is looked for from the smaller identifier.
    is_turned = left.identifier_ids > right.identifier_ids
    ends = (right, left) if is_turned else (left, right)
    hops = best_chain(ties, ends[0].identifier_ids, ends[1].identifier_ids) or []
    if is_turned:
        hops = [Hop(hop.end, hop.start, hop.tie) for hop in reversed(hops)]
    evidence = {row["evidence_rank"]: row for row in rows}
    names = {
        row["identifier_id"]: f"{row['identifier_type']}:{row['identifier_value']}"
        for row in all_rows(connection, "from members")
    }
    return tuple(
        _step(number, hop, evidence[hop.tie.rank], names) for number, hop in enumerate(hops, 1)
    )


def _step(number: int, hop: Hop, evidence: dict[str, Any], names: dict[int, str]) -> Step:
    details = {
        name: evidence[name]
        for name in (
            "method",
            "evidence_record_id",
            "first_seen_at",
            "last_seen_at",
            "record_count",
            "strength",
            "rule",
            "reason",
        )
    }
    return Step(number, names[hop.start], names[hop.end], hop.tie.is_taken, **details)

"""Scenarios of identity as people tell them: who did what, in which delivery, and who is who then.

A scenario is a YAML file. Identifiers are written `type:label`; a label becomes a value that no
other scenario uses, so that all of them live side by side in one warehouse without meeting. A label
with `@`, `+` or a capital R in front (`R:`) is taken as it is written.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

FIRST_DELIVERY = datetime.fromisoformat("2026-10-01")
Row = dict[str, Any]


def delivered_at(batch: int) -> datetime:
    """When a batch, counted from 0, is delivered and run."""
    return FIRST_DELIVERY + timedelta(days=batch)


@dataclass
class Scenario:
    """One scenario, with its labels turned into values.

    Attributes:
        tag: Short name, unique among the scenarios.
        title: What happens, in a sentence.
        batches: The deliveries: records, withdrawn records, requests and decisions.
    """

    tag: str
    title: str
    batches: list[dict[str, Any]]
    values: dict[str, str] = field(default_factory=dict)

    def value(self, identifier: str) -> tuple[str, str]:
        """The type and the raw value of an identifier written `type:label`."""
        kind, label = identifier.split(":", 1)
        return kind, self._value(kind, label)

    def _value(self, kind: str, label: str) -> str:
        if label.startswith("R:"):
            return label[2:]
        if "@" in label or label.startswith("+"):
            return label
        number = zlib.crc32(f"{self.tag}|{label}".encode())
        return {
            "email": f"{label}@{self.tag}.example",
            "phone": f"+336{number % 10**8:08d}",
            "loyalty_id": f"29{number:011d}",
            "social_id": f"google:{self.tag}-{label}",
        }.get(kind, f"{self.tag}-{label}")

    def rows(self, last_batch: int) -> dict[str, list[Row]]:
        """What lies in the landing after a batch, as rows of the input models."""
        found: dict[str, list[Row]] = {
            "input__identifier_observations": [],
            "input__attributes": [],
            "input__privacy_requests": [],
            "input__consents": [],
            "input__identity_decisions": [],
        }
        withdrawn = {
            record
            for batch in self.batches[: last_batch + 1]
            for record in batch.get("withdrawn", ())
        }
        for number, batch in enumerate(self.batches[: last_batch + 1]):
            for position, record in enumerate(batch.get("records", ())):
                name = record.get("record", f"{number}-{position}")
                if name not in withdrawn:
                    self._add_record(found, {**record, "record": name}, number)
            for position, request in enumerate(batch.get("requests", ())):
                found["input__privacy_requests"].append(
                    self._request(f"{number}-{position}", request)
                )
            for position, consent in enumerate(batch.get("consents", ())):
                found["input__consents"].append(
                    self._consent(f"{number}-{position}", consent, number)
                )
            for decision in batch.get("decisions", ()):
                self._add_decision(found, decision, number)
        return found

    def _add_record(self, found: dict[str, list[Row]], record: Row, batch: int) -> None:
        source_record_id = f"{self.tag}.{record['record']}"
        at = moment(record["at"])
        common = {
            "source_name": "scenario",
            "source_record_id": source_record_id,
            "record_kind": record["kind"],
            "is_verified": record.get("verified", True),
            "is_sign_out": record.get("sign_out", False),
            "has_tracer_consent": {"allowed": True, "refused": False}.get(record.get("tracer", "")),
            "country_code": "FR",
            "occurred_at": at,
            "last_occurred_at": moment(record["until"] if "until" in record else record["at"]),
            "record_count": record.get("count", 1),
            "ingested_at": delivered_at(batch),
        }
        for role in ("self", "recipient"):
            for identifier in record.get(role, ()):
                kind, value = self.value(identifier)
                found["input__identifier_observations"].append(
                    {
                        **common,
                        "observation_id": f"{source_record_id}|{role}|{kind}|{value}",
                        "identifier_role": role,
                        "identifier_type": kind,
                        "raw_value": value,
                    }
                )
        for name, value in record.get("says", {}).items():
            found["input__attributes"].append(
                {
                    "source_record_id": source_record_id,
                    "attribute_name": name,
                    "attribute_value": str(value),
                    "value_kind": "declared",
                    "occurred_at": at,
                }
            )

    def _request(self, number: str, request: Row) -> Row:
        kind, value = self.value(request["who"])
        return {
            "request_id": f"{self.tag}.{number}",
            "request_type": request.get("asks", "erasure"),
            "identifier_type": kind,
            "identifier_value": value,
            "status": request.get("status", "done"),
            "requested_at": moment(request["at"]),
        }

    def _consent(self, number: str, consent: Row, batch: int) -> Row:
        kind, value = self.value(consent["who"])
        return {
            "consent_id": f"{self.tag}.{number}",
            "identifier_type": kind,
            "identifier_value": value,
            "purpose": consent.get("purpose", "analytics"),
            "decision": consent["says"],
            "decided_at": moment(consent["at"]),
            "ingested_at": delivered_at(batch),
        }

    def _add_decision(self, found: dict[str, list[Row]], decision: Row, batch: int) -> None:
        record = f"{self.tag}.{decision['id']}"
        (left_type, left), (right_type, right) = (self.value(end) for end in decision["between"])
        found["input__identity_decisions"] = [
            row for row in found["input__identity_decisions"] if row["decision_id"] != record
        ]
        found["input__identity_decisions"].append(
            {
                "decision_id": record,
                "source_record_id": record,
                "decision": decision["decision"],
                "left_type": left_type,
                "left_value": left,
                "right_type": right_type,
                "right_value": right,
                "reason": decision.get("reason", "Seen at the counter."),
                "decided_by": "steward-1",
                "is_withdrawn": decision.get("withdrawn", False),
                "decided_at": moment(decision["at"]),
            }
        )
        for side, kind, value in (("left", left_type, left), ("right", right_type, right)):
            row = {
                "observation_id": f"{record}|{side}",
                "source_name": "scenario",
                "source_record_id": f"{record}|{side}",
                "record_kind": "identity_decision",
                "identifier_role": "self",
                "identifier_type": kind,
                "raw_value": value,
                "is_verified": True,
                "is_sign_out": False,
                "country_code": "FR",
                "occurred_at": moment(decision["at"]),
                "last_occurred_at": moment(decision["at"]),
                "record_count": 1,
                "ingested_at": delivered_at(batch),
            }
            observations = found["input__identifier_observations"]
            if all(row["observation_id"] != other["observation_id"] for other in observations):
                observations.append(row)


def moment(text: str | datetime) -> datetime:
    """A moment as a scenario writes it, `2026-05-01` or `2026-05-01 10:30`."""
    return datetime.fromisoformat(str(text))


def read_scenarios(folder: Path) -> Iterator[Scenario]:
    """Every scenario of a folder, by file name; each file may hold several documents."""
    for path in sorted(folder.glob("*.yml")):
        for number, document in enumerate(yaml.safe_load_all(path.read_text("utf-8")), start=1):
            yield Scenario(
                tag=f"{path.stem.replace('_', '')[:14]}{number}",
                title=document["title"],
                batches=document["batches"],
            )

"""The certificate of an erasure: what was removed from where, without a word of whom.

It is written outside the warehouse and holds the tombstones too, so that a warehouse that is lost
and built anew from old extracts still brings nobody back.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from orchestration.lib.privacy.keyed_hash import salt_fingerprint
from orchestration.lib.privacy.tombstones import Tombstones


class WrongSaltError(RuntimeError):
    """The certificates were written with another SCV_ID_SALT, so their hashes match nothing."""


@dataclass(frozen=True)
class Certificate:
    """What one erasure did.

    Attributes:
        erasure_id: Names the erasure.
        reason: `request` or `command` (the person's right) or `retention`.
        erased_at: Until when what the people did is erased, UTC.
        customer_ids: The customers' ids, which name nobody any more.
        rows_removed: Rows removed from each table of each file, as `file: table: rows`.
        landing_rows: Delivered rows that stay in the landing files, which their owner has to purge,
            by file.
        tombstones: The hashes that were left.
        salt: Which salt the hashes were made with.
    """

    erasure_id: str
    reason: str
    erased_at: datetime
    customer_ids: tuple[str, ...]
    rows_removed: Mapping[str, Mapping[str, int]]
    landing_rows: Mapping[str, int]
    tombstones: Tombstones
    salt: str


def write_certificate(folder: Path, certificate: Certificate) -> Path:
    """Write a certificate that only this user may read, and return its path."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{certificate.erasure_id}.json"
    aside = path.with_suffix(".part")
    aside.touch(mode=0o600)
    text = json.dumps(asdict(certificate), default=datetime.isoformat, indent=1)
    aside.write_text(text + "\n", encoding="utf-8")
    return aside.replace(path)


def read_certificates(folder: Path) -> Iterator[Certificate]:
    """Give the certificates of a folder, in the order of their names.

    Raises:
        WrongSaltError: When one was written with another salt than the environment's.
    """
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["salt"] != salt_fingerprint():
            raise WrongSaltError(
                f"{path.name} was written with another SCV_ID_SALT than this one. Set the salt of "
                "that time, or erased people would come back with the next delivery."
            )
        yield Certificate(
            erasure_id=content["erasure_id"],
            reason=content["reason"],
            erased_at=datetime.fromisoformat(content["erased_at"]),
            customer_ids=tuple(content["customer_ids"]),
            rows_removed=content["rows_removed"],
            landing_rows=content["landing_rows"],
            tombstones=Tombstones(
                records={
                    table: tuple(hashes)
                    for table, hashes in content["tombstones"]["records"].items()
                },
                identifiers=tuple(content["tombstones"]["identifiers"]),
            ),
            salt=content["salt"],
        )

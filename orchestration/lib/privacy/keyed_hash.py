"""The keyed hash of the project's macro `keyed_hash`, for SQL that Python writes."""

import hashlib
import os

_DEMO_SALT = "demo-salt-not-for-production"


def keyed_hash(expression: str) -> str:
    """Return SQL for the keyed hash of a text expression: 64 hexadecimal digits.

    HMAC-SHA-256's two rounds (RFC 2104) with hashes of the salt as keys, as in
    `macros/privacy/keyed_hash.sql`. The salt is the environment's secret SCV_ID_SALT; the SQL holds
    only its hashes.
    """
    outer, inner = (_sha256(f"{name}:{_salt()}") for name in ("outer", "inner"))
    return f"sha256('{outer}' || sha256('{inner}' || {expression}))"


def salt_fingerprint() -> str:
    """Return a short name of the salt, which tells two salts apart and gives neither away."""
    return _sha256(f"fingerprint:{_salt()}")[:16]


def _salt() -> str:
    return os.environ.get("SCV_ID_SALT", _DEMO_SALT)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

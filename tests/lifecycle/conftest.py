"""The scratch project of the identity tests serves the lifecycle as well."""

from tests.identity.conftest import build

__all__ = ["build"]

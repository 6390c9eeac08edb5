"""Python keeps to what other packages offer, and to layers of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.project.rules import assert_kept, python

DAGSTER_IMPORT = re.compile(r"^\s*(?:import|from)\s+dagster\b", re.MULTILINE)


@pytest.fixture(scope="module")
def modules(project_root: Path, repository_files: list[Path]) -> dict[str, str]:
    """Text by path of every Python module."""
    return {
        path.relative_to(project_root).as_posix(): path.read_text("utf-8")
        for path in repository_files
        if path.suffix == ".py"
    }


def test_nothing_private_is_imported(modules: dict[str, str]) -> None:
    assert_kept(
        f"{path}: {what}" for path, text in modules.items() for what in python.private_imports(text)
    )


def test_logic_knows_no_dagster(modules: dict[str, str]) -> None:
    assert_kept(
        f"{path}: imports dagster; what needs it belongs in orchestration/defs"
        for path, text in modules.items()
        if path.startswith("orchestration/lib/") and DAGSTER_IMPORT.search(text)
    )


@pytest.mark.parametrize(
    "text", ["from a import _b", "from a._c import d", "import a._b", "from . import _helpers"]
)
def test_a_private_import_is_reported(text: str) -> None:
    assert list(python.private_imports(text))


def test_a_public_import_is_fine() -> None:
    assert not list(python.private_imports("from __future__ import annotations\nimport a.b"))


def test_a_dagster_import_is_recognised() -> None:
    assert DAGSTER_IMPORT.search("import os\nfrom dagster import asset")
    assert not DAGSTER_IMPORT.search("# dagster is not imported here")

"""Nothing in the repository points back at the machines and services it was made with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.rules import assert_kept, repository

# The demo's extracts are data of an invented retailer; its web addresses look like paths.
DATA_FOLDERS = ("seeds/landing",)

HOST = "files." + "python" + "hosted.org"
OPTION = "see https:" + "//" + "py" + "pi.org/simple"
PATHS = ["/" + "root/.venv/bin", "in /" + "tmp/x", "C:" + "\\Users\\anna"]


@pytest.fixture(scope="module")
def texts(project_root: Path, repository_files: list[Path]) -> dict[str, str]:
    """Text by path of every file that is text."""
    found = {}
    for path in repository_files:
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(project_root).as_posix()] = content.decode("utf-8", "replace")
    return found


def test_no_file_names_a_package_registry(texts: dict[str, str]) -> None:
    broken = [
        f"{path}: {what}"
        for path, text in texts.items()
        for what in repository.registry_hosts(text)
    ]
    assert_kept(broken)


def test_no_file_names_a_path_of_a_machine(texts: dict[str, str]) -> None:
    broken = [
        f"{path}: {what}"
        for path, text in texts.items()
        if not path.startswith(DATA_FOLDERS)
        for what in repository.machine_paths(text)
    ]
    assert_kept(broken)


@pytest.mark.parametrize("text", [HOST, OPTION])
def test_a_package_registry_is_reported(text: str) -> None:
    assert list(repository.registry_hosts(text))


@pytest.mark.parametrize("text", PATHS)
def test_a_path_of_a_machine_is_reported(text: str) -> None:
    assert list(repository.machine_paths(text))


@pytest.mark.parametrize("text", ["seeds/" + "work/x", "$HOME/" + "opt/x", "a.com/" + "home/x"])
def test_a_relative_path_is_fine(text: str) -> None:
    assert not list(repository.machine_paths(text))

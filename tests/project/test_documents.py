"""Documents lead where they say, and leave out nothing that they claim to list."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.rules import assert_kept, documents
from tests.project.rules.project import Project

COVERED = "\n".join(f"| R{number} | something | done | here |" for number in range(1, 38))


@pytest.fixture(scope="module")
def readme(project_root: Path) -> str:
    return (project_root / "README.md").read_text("utf-8")


def test_every_link_leads_somewhere(repository_files: list[Path]) -> None:
    assert_kept(
        f"{path.parent.name}/{broken}"
        for path in repository_files
        if path.suffix == ".md"
        for broken in documents.links_that_lead_nowhere(path)
    )


def test_the_readme_accounts_for_every_requirement(readme: str) -> None:
    assert_kept(documents.requirements_not_accounted_for(readme))


def test_every_mart_is_documented(project: Project, project_root: Path, readme: str) -> None:
    marts = [model.name for model in project.models_under("marts")]
    pages = {path.stem for path in (project_root / "docs/tables").glob("*.md")}

    assert_kept(documents.marts_not_documented(marts, readme, pages))


def test_every_decision_is_listed(project_root: Path) -> None:
    assert_kept(documents.decisions_not_listed(project_root / "docs/decisions"))


def test_a_link_that_leads_nowhere_is_reported(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_text("[b](b.md), [c](a.md#top), [d](https://example.com/d)\n", "utf-8")

    assert list(documents.links_that_lead_nowhere(document)) == [
        "a.md: links to b.md, which does not exist"
    ]


@pytest.mark.parametrize(
    "readme",
    [COVERED.replace("| R7 |", "| R8 |"), COVERED.replace("done", "soon", 1), ""],
    ids=["one twice and one missing", "an unknown state", "no table"],
)
def test_a_requirement_left_out_is_reported(readme: str) -> None:
    assert not list(documents.requirements_not_accounted_for(COVERED))
    assert list(documents.requirements_not_accounted_for(readme))


def test_a_mart_without_page_is_reported() -> None:
    readme = "[orders](docs/tables/orders.md)"

    assert not list(documents.marts_not_documented(["orders"], readme, {"orders"}))
    assert list(documents.marts_not_documented(["orders"], readme, set()))
    assert list(documents.marts_not_documented(["orders"], "", {"orders"}))
    assert list(documents.marts_not_documented([], readme, {"orders"}))


def test_a_decision_that_the_index_leaves_out_is_reported(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("| [0001](0001-a.md) |\n", "utf-8")
    (tmp_path / "0001-a.md").write_text("# 0001 A\n", "utf-8")
    assert not list(documents.decisions_not_listed(tmp_path))

    (tmp_path / "0002-b.md").write_text("# B\n", "utf-8")
    assert len(list(documents.decisions_not_listed(tmp_path))) == 2

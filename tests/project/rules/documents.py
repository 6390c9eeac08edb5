"""Documents lead where they say, and leave out nothing that they claim to list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

REQUIREMENT_COUNT = 37
STATES = ("done", "partly", "later")


def links_that_lead_nowhere(document: Path) -> Iterator[str]:
    """Relative links of a Markdown file whose target does not exist."""
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path = target.split("#")[0]
        if path and "://" not in path and not (document.parent / path).exists():
            yield f"{document.name}: links to {target}, which does not exist"


def requirements_not_accounted_for(readme: str) -> Iterator[str]:
    """The coverage table has each requirement once, with a state it may have."""
    rows = re.findall(r"^\| R(\d+) \|[^|]*\| (\w+) \|", readme, flags=re.MULTILINE)
    numbers = [int(number) for number, _ in rows]
    for number in range(1, REQUIREMENT_COUNT + 1):
        if numbers.count(number) != 1:
            yield f"README.md: R{number} has {numbers.count(number)} rows in the coverage table"
    for number, state in rows:
        if state not in STATES:
            yield f"README.md: R{number} is {state!r}, which is none of {', '.join(STATES)}"


def marts_not_documented(marts: list[str], readme: str, pages: set[str]) -> Iterator[str]:
    """Each mart has a page of its own, and the README leads to it."""
    for mart in marts:
        if mart not in pages:
            yield f"docs/tables/{mart}.md is missing"
        if f"docs/tables/{mart}.md" not in readme:
            yield f"README.md does not list the mart {mart}"
    for page in sorted(pages - set(marts) - {"README"}):
        yield f"docs/tables/{page}.md is about no mart"


def decisions_not_listed(folder: Path) -> Iterator[str]:
    """The index of decisions names each of them, and each bears the number of its file."""
    index = (folder / "README.md").read_text("utf-8")
    for file in sorted(folder.glob("[0-9]*.md")):
        if f"({file.name})" not in index:
            yield f"{folder.name}/README.md does not list {file.name}"
        if not file.read_text("utf-8").startswith(f"# {file.name[:4]} "):
            yield f"{file.name}: its title does not begin with its number"

"""The changed rules of a rehearsal, checked before anything runs."""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml


class RulesError(ValueError):
    """The changed rules cannot be tried; the message says why, a sentence for each flaw."""

    def __init__(self, flaws: Iterable[str]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("\n".join(self.flaws))


def changed_rules(folder: Path, rules: Path) -> list[Path]:
    """Return the files of changed rules in a folder.

    Args:
        folder: The folder that somebody put changed copies of seeds into.
        rules: The project's own seeds.

    Raises:
        RulesError: When a file bears no name of a seed, or has other columns than the seed; when
            the folder is none, or holds no rules.
    """
    if not folder.is_dir():
        raise RulesError([f"There is no folder {folder}."])
    files = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    if not files:
        raise RulesError([f"{folder} holds no changed rules."])
    flaws = [flaw for file in files for flaw in _flaws(file, rules)]
    if flaws:
        raise RulesError(flaws)
    return files


def changed_variables(text: str, project: Path) -> dict[str, Any]:
    """Return the variables of a JSON text, which must be variables of the dbt project.

    Raises:
        RulesError: When the text is no JSON object, or names an unknown variable.
    """
    if not text:
        return {}
    try:
        variables = json.loads(text)
    except json.JSONDecodeError as error:
        raise RulesError([f"--vars is no JSON: {error}."]) from error
    if not isinstance(variables, Mapping):
        raise RulesError(['--vars is no JSON object, as in {"default_country": "BE"}.'])
    content = yaml.safe_load((project / "dbt_project.yml").read_text(encoding="utf-8"))
    unknown = sorted(set(variables) - set(content["vars"]))
    if unknown:
        raise RulesError(f"dbt_project.yml has no variable {name}." for name in unknown)
    return dict(variables)


def _flaws(file: Path, rules: Path) -> list[str]:
    """Return what is wrong with one file, a sentence each."""
    original = rules / file.name
    if file.suffix != ".csv" or not original.exists():
        return [f"{file.name}: there is no seed of this name in seeds/rules."]
    changed, expected = _columns(file), _columns(original)
    flaws = [
        f"{file.name}: the column {name} is missing." for name in expected if name not in changed
    ]
    flaws += [
        f"{file.name}: the column {name} is none of this seed's."
        for name in changed
        if name not in expected
    ]
    flaws += [
        f"{file.name}: the column {name} is there twice."
        for name in sorted(set(changed))
        if changed.count(name) > 1
    ]
    if not flaws and changed != expected:
        # dbt reads a seed by the names of its columns, so their order changes nothing.
        return []
    return flaws


def _columns(file: Path) -> list[str]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return next(csv.reader(lines), [])

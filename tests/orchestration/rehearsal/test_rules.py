"""What is no change of rules is refused before anything runs, by file and column."""

from pathlib import Path

import pytest

from orchestration.environment import PROJECT_DIR
from orchestration.lib.rehearsal.rules import RulesError, changed_rules, changed_variables

RULES = PROJECT_DIR / "seeds" / "rules"


def put(folder: Path, name: str, text: str) -> Path:
    """A folder that holds one file."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_copy_of_a_seed_is_taken(tmp_path: Path) -> None:
    text = (RULES / "link_rules.csv").read_text(encoding="utf-8")
    folder = put(tmp_path, "link_rules.csv", text)
    assert changed_rules(folder, RULES) == [folder / "link_rules.csv"]


def test_a_byte_order_mark_and_another_order_of_columns_are_no_flaw(tmp_path: Path) -> None:
    folder = put(tmp_path, "link_rules.csv", "\ufeffreason,rule\nWhy.,login_limit\n")
    assert changed_rules(folder, RULES) == [folder / "link_rules.csv"]


@pytest.mark.parametrize("name", ["link_rule.csv", "link_rules.yml", "notes.txt"])
def test_a_file_that_is_no_seed_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(RulesError, match=f"{name}: there is no seed of this name"):
        changed_rules(put(tmp_path, name, "rule,reason\n"), RULES)


@pytest.mark.parametrize(
    ("header", "flaws"),
    [
        ("rule", ["link_rules.csv: the column reason is missing."]),
        (
            "rule,reason,note",
            ["link_rules.csv: the column note is none of this seed's."],
        ),
        (
            "rule,Reason",
            [
                "link_rules.csv: the column reason is missing.",
                "link_rules.csv: the column Reason is none of this seed's.",
            ],
        ),
        ("rule,reason,rule", ["link_rules.csv: the column rule is there twice."]),
    ],
)
def test_a_column_that_differs_is_named_with_its_file(
    tmp_path: Path, header: str, flaws: list[str]
) -> None:
    with pytest.raises(RulesError) as caught:
        changed_rules(put(tmp_path, "link_rules.csv", f"{header}\n"), RULES)
    assert list(caught.value.flaws) == flaws


def test_every_flaw_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    put(tmp_path, "link_rules.csv", "rule\n")
    put(tmp_path, "surprise.csv", "a\n")
    with pytest.raises(RulesError) as caught:
        changed_rules(tmp_path, RULES)
    assert len(caught.value.flaws) == 2


def test_no_folder_and_an_empty_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="There is no folder"):
        changed_rules(tmp_path / "nowhere", RULES)
    with pytest.raises(RulesError, match="holds no changed rules"):
        changed_rules(tmp_path, RULES)


def test_variables_are_those_of_the_project() -> None:
    assert changed_variables('{"default_country": "BE"}', PROJECT_DIR) == {"default_country": "BE"}
    assert changed_variables("", PROJECT_DIR) == {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"defualt_country": "BE"}', "has no variable defualt_country"),
        ("default_country: BE", "is no JSON"),
        ('["default_country"]', "is no JSON object"),
    ],
)
def test_what_is_no_variable_is_told(text: str, sentence: str) -> None:
    with pytest.raises(RulesError, match=sentence):
        changed_variables(text, PROJECT_DIR)

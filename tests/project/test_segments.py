"""The segments people may define and the flags `customers` promises are the same list."""

import csv
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]


def segment_ids() -> list[str]:
    """The segments of the seed."""
    with (ROOT / "seeds" / "rules" / "segments.csv").open(encoding="utf-8") as file:
        return [row["segment_id"] for row in csv.DictReader(file)]


def flags_missing_or_left_over(segments: list[str], columns: list[str]) -> set[str]:
    """The flags that one side has and the other has not."""
    flags = {column for column in columns if column.startswith("is_")}
    return flags ^ {f"is_{segment}" for segment in segments}


def test_every_segment_has_its_flag_in_the_contract_of_customers() -> None:
    twin = ROOT / "models" / "marts" / "customer" / "customers.yml"
    model = yaml.safe_load(twin.read_text(encoding="utf-8"))["models"][0]
    columns = [column["name"] for column in model["columns"]]
    assert flags_missing_or_left_over(segment_ids(), columns) == set()


def test_a_segment_without_a_flag_is_reported() -> None:
    assert flags_missing_or_left_over(["vip", "new"], ["customer_id", "is_vip"]) == {"is_new"}

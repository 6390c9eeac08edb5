"""A customer is found by an id, a redirect and any identifier; else a sentence says why not."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.lib.customer.finding import find_customer
from orchestration.lib.explanation.subjects import UnknownSubjectError
from tests.orchestration.customer.published import build_published


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    build_published(tmp_path / "published.duckdb")
    with duckdb.connect(str(tmp_path / "published.duckdb"), read_only=True) as opened:
        yield opened


@pytest.mark.parametrize(
    ("asked", "customer_id"),
    [
        ("cus_anna", "cus_anna"),
        ("cus_old", "cus_anna"),
        ("email: ANNA@x.example ", "cus_anna"),
        ("EMAIL:anna@x.example", "cus_anna"),
        ("phone:+33612345678", "cus_anna"),
        ("loyalty_id:29", "cus_marc"),
        ("cookie:K3", "cus_anna"),
    ],
)
def test_a_customer_is_found_by_whatever_is_theirs(
    connection: duckdb.DuckDBPyConnection, asked: str, customer_id: str
) -> None:
    assert find_customer(connection, asked).customer_id == customer_id


def test_the_note_says_how_it_was_found(connection: duckdb.DuckDBPyConnection) -> None:
    assert find_customer(connection, "cus_anna").note == ""
    assert "redirects here" in find_customer(connection, "cus_old").note
    assert "It was cus_marc's at other times." in (
        find_customer(connection, "phone:+33612345678").note
    )


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("cus_nobody", "No customer is published as cus_nobody."),
        ("cus_gone", "no customer any more: erased"),
        ("anna", "neither type:value"),
        ("email:", "neither type:value"),
        ("email:nobody@x.example", "No customer holds"),
        ("card:29", "The types are cookie, email, loyalty_id, mobile_id, phone."),
        ("mobile_id:m", "the visitor vis_1"),
        ("phone:06 12 34 56 78", "could be +32612345678 or +33612345678"),
        ("phone:78", "No customer holds"),
    ],
)
def test_what_is_no_customer_is_a_sentence(
    connection: duckdb.DuckDBPyConnection, asked: str, sentence: str
) -> None:
    with pytest.raises(UnknownSubjectError) as error:
        find_customer(connection, asked)
    assert sentence in str(error.value)


def test_a_number_is_found_as_it_is_written_at_home(tmp_path: Path) -> None:
    path = tmp_path / "published.duckdb"
    build_published(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "delete from marts.customer_identifiers where identifier_value like '+32%'"
        )
        assert find_customer(connection, "phone:06 12 34 56 78").customer_id == "cus_anna"

"""Who asks gets everything that is theirs, to read and to take along, and nothing of others."""

import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from orchestration.__main__ import main
from orchestration.environment import Environment
from orchestration.lib.privacy.page import draw_page
from orchestration.lib.privacy.redaction import WITHHELD

OF_BRUNO = ("bruno", '"non"', "611111111", "11 11 11", "/ties", "99.0")


@pytest.fixture
def folder(people: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the reports go, of a build that knows Anna and Bruno."""
    monkeypatch.setenv("SCV_WAREHOUSE", str(people.warehouse))
    return tmp_path / "out"


def ask(folder: Path, subject: str, *options: str) -> tuple[dict[str, Any], str]:
    """Ask for a person's data, and return the report and the page."""
    assert main(["privacy", "access", subject, "--out", str(folder), *options]) == 0
    (file,) = folder.glob("*.json")
    (page,) = folder.glob("*.html")
    return json.loads(file.read_text("utf-8")), page.read_text("utf-8")


def test_the_report_has_every_part_that_the_law_names(folder: Path) -> None:
    report, _ = ask(folder, "cus_anna")

    assert list(report) == [
        "about", "marts", "inferred", "identity_links", "evidence", "records_as_delivered",
        "purposes", "recipients", "retention", "sources", "rows_by_table", "rights",
    ]  # fmt: skip
    assert report["about"]["customer_id"] == "cus_anna"
    assert report["about"]["former_customer_ids"] == ["cus_annaold"]
    assert set(report["marts"]) == {"customers", "customer_devices", "customer_redirects", "orders"}
    assert {row["tables"] for row in report["sources"]} == set(report["records_as_delivered"])
    assert set(report["records_as_delivered"]) == {"shop.orders", "web.calls", "support.contacts"}
    permissions = {row["purpose"]: row["permission"] for row in report["purposes"]}
    assert permissions["Profil et segmentation"] == "accordée"
    assert permissions["Messages et pages personnalisés"] == "non accordée"
    assert any(row["recipient"].startswith("Le prestataire") for row in report["recipients"])
    assert all(row["logic"] for row in report["inferred"])
    assert "Champions" in {row["value"] for row in report["inferred"]}


@pytest.mark.parametrize(("language", "reason"), [("fr", "Parce que."), ("en", "Because.")])
def test_people_read_in_their_language_why_something_is_kept(
    folder: Path, language: str, reason: str
) -> None:
    report, _ = ask(folder, "cus_anna", "--language", language)
    kept = {"data_class": "behaviour", "keep_days": 760}
    report["retention"] = [kept | {"reason": "Because.", "reason_fr": "Parce que."}]

    page = draw_page(report, language)

    assert reason in page
    assert "760" in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_of_the_person_beside_them_is_shown(folder: Path, language: str) -> None:
    report, page = ask(folder, "cus_anna", "--language", language)

    for text in (json.dumps(report, ensure_ascii=False), page):
        for word in OF_BRUNO:
            assert word not in text.lower(), f"the report shows {word}"


def test_a_gift_shows_its_buyer_no_recipient_and_its_recipient_no_buyer(folder: Path) -> None:
    report, _ = ask(folder, "cus_anna")
    orders = {row["order_id"]: row for row in report["records_as_delivered"]["shop.orders"]}

    assert orders["3"]["recipient_first_name"] == WITHHELD
    assert orders["2"]["recipient_first_name"] == "Nan"
    assert "buyer_email" not in orders["2"]
    # Who sends to themselves is told nothing new.
    assert orders["1"]["recipient_first_name"] == "Anna@X.example"
    assert orders[None]["_raw_record"]["recipient_email"] == WITHHELD
    assert {row["order_id"] for row in report["marts"]["orders"]} == {"shop:1", "shop:2", "shop:3"}
    assert "net_amount" not in next(
        row for row in report["marts"]["orders"] if row["order_id"] == "shop:2"
    )


def test_a_link_to_somebody_else_is_no_evidence_to_show(folder: Path) -> None:
    report, _ = ask(folder, "cus_anna")

    assert [row["evidence_record_id"] for row in report["identity_links"]] == [
        "shop.accounts:anna77"
    ]


def test_the_page_needs_nothing_from_outside_and_shows_no_markup_of_the_data(folder: Path) -> None:
    _, page = ask(folder, "cus_anna")

    assert not re.search(r"<script|<img|<link|\ssrc=|https?://", page)
    assert "&lt;b&gt;here&lt;/b&gt;" in page
    assert '<html lang="fr">' in page


@pytest.mark.parametrize("subject", ["cus_annaold", "email:ANNA@x.example", "login:anna77"])
def test_any_name_of_the_person_will_do(folder: Path, subject: str) -> None:
    report, _ = ask(folder, subject)

    assert report["about"]["customer_id"] == "cus_anna"


def test_only_the_owner_of_the_files_can_read_them(folder: Path) -> None:
    ask(folder, "cus_anna")
    ask(folder, "cus_anna")

    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_terminal_shows_counts_and_no_person(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(folder, "email:anna@x.example")
    output = capsys.readouterr()

    for word in ("anna@", "Anna@", "1990", *OF_BRUNO):
        assert word not in output.out + output.err
    assert "values of other people withheld" in output.out


def test_nobody_known_is_a_sentence_that_repeats_no_address(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["privacy", "access", "email:carla@x.example", "--out", str(folder)]) == 1
    output = capsys.readouterr()

    assert "Nobody is known" in output.err
    assert "carla" not in output.out + output.err
    assert not folder.exists()

"""The page on bringing one's own data adds a source, and what it says to write builds."""

from __future__ import annotations

import re
from pathlib import Path

from tests.project.landing_project import ROOT, LandingProject

PAGE = (ROOT / "docs/bring-your-own-data.md").read_text("utf-8")
FILE = re.compile(r"`(models/staging/catalogue/[^`]+)`[^`]*```\w+\n(.*?)```", re.DOTALL)
DELIVERY = re.compile(r"```csv\n(.*?)```", re.DOTALL)


def test_the_source_that_the_page_adds_builds(tmp_path: Path) -> None:
    models = {Path(path).name: text for path, text in FILE.findall(PAGE)}
    delivery = DELIVERY.search(PAGE)
    assert delivery is not None
    requests = tmp_path / "landing/catalogue/requests"
    requests.mkdir(parents=True)
    (requests / "2026-10-29.csv").write_text(delivery.group(1) + "79,Ana Roy,,,10/28/2026\n")

    project = LandingProject(
        tmp_path / "project",
        (),
        models=models,
        variables={"catalogue_enabled": True},
    )
    build = project.build(
        tmp_path / "landing",
        "catalogue__identifier_observations",
        "catalogue__rejected",
        "catalogue__landing_files",
    )

    assert not build.errors
    assert build.rows(
        "select source_record_id, identifier_type, raw_value"
        " from staging.catalogue__identifier_observations order by source_record_id"
    ) == [
        ("catalogue.requests:77", "email", "lea.moreau@example.org"),
        ("catalogue.requests:78", "loyalty_id", "C100"),
    ]
    assert build.rows("select row_number, rule, column_name from quality.catalogue__rejected") == [
        (3, "wrong_type", "requested")
    ]
    assert build.rows("select rows_read, rows_kept from staging.catalogue__landing_files") == [
        (3, 2)
    ]

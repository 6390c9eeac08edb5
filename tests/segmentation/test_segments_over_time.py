"""People enter and leave as days pass, on the day and not a day later."""

from __future__ import annotations

from tests.segmentation.conftest import Retailer

TENNIS, INACTIVE, NEW = "age_30_40_tennis", "inactive_three_months", "new_customers"


def test_days_pass_and_people_come_and_go(retailer: Retailer) -> None:
    retailer.execute(
        "insert into main.people values "
        "('anna', '1985-03-10', 'tennis', null, true), "
        "('bob', null, null, timestamp '2025-12-10 12:00:00', true)"
    )
    assert retailer.run("2026-03-09T12:00:00") == ""
    assert (retailer.members(TENNIS), retailer.members(INACTIVE)) == ({"anna"}, set())

    # The 41st birthday, and the third month since the last purchase.
    assert retailer.run("2026-03-10T12:00:00") == ""
    assert retailer.changes_at("2026-03-10T12:00:00") == [
        ("anna", TENNIS, "left", "data_changed"),
        ("bob", INACTIVE, "entered", "data_changed"),
    ]
    assert (retailer.members(TENNIS), retailer.members(INACTIVE)) == (set(), {"bob"})

    # The same day again, and a day on which nobody changes.
    log = "select * from segmentation.int_segmentation__memberships_logged order by all"
    before = retailer.execute(log)
    assert retailer.run("2026-03-10T12:00:00") == ""
    assert retailer.execute(log) == before

    # A day gone by, described again, writes nothing.
    assert retailer.run("2026-03-09T12:00:00") == ""
    assert retailer.execute(log) == before

    # Bob buys, and anna's rule is widened.
    retailer.execute(
        "update main.people set last_order_at = timestamp '2026-03-11' where customer_id = 'bob'"
    )
    retailer.rewrite_rule("age_years between 30 and 40", "age_years between 30 and 41")
    assert retailer.run("2026-03-11T12:00:00") == ""
    assert retailer.changes_at("2026-03-11T12:00:00") == [
        ("anna", TENNIS, "entered", "definition_changed"),
        ("bob", INACTIVE, "left", "data_changed"),
        ("bob", NEW, "entered", "data_changed"),
    ]

    # Bob objects to being profiled.
    retailer.execute("update main.people set is_profiled = false where customer_id = 'bob'")
    assert retailer.run("2026-03-12T12:00:00") == ""
    assert retailer.changes_at("2026-03-12T12:00:00") == [("bob", NEW, "left", "objection")]


# What is done to the line of gift_buyers, and what is said of it.
FLAWS = [
    ("gift_order_count >= 1", "gift_order_count >=", "syntax error"),
    ("gift_order_count >= 1", "strftime(gift_order_count) = 1", 'the function "strftime"'),
    ("gift_order_count >= 1", "gift_order_count", "is not true or false but integer"),
    ("gift_order_count >= 1", "gifts >= 1", '"gifts", which is not a customer fact'),
    ("gift_order_count >= 1", "true), (false", "more than one expression"),
    ("Mother's Day,crm,,,", "Mother's Day,crm,2026-02-01,2026-01-01,", "is before valid_from"),
    ("\ncart_abandoners,", "\ngift_buyers,", "there are several rules of this name"),
    ("gift_order_count >= 1", "age_years = 43 or ", "syntax error"),
]


def test_a_definition_that_is_none_is_told_by_segment_file_and_column(retailer: Retailer) -> None:
    for old, new, said in FLAWS:
        retailer.rewrite_rule(old, f'"{new}"' if "), (" in new else new)
        message = retailer.run("2026-03-09T12:00:00")
        assert said in message
        assert 'Rule "gift_buyers" of seeds/rules/segments.csv, column ' in message

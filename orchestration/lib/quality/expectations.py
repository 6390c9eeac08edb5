"""What the raw orders and the customers must look like, as Great Expectations says it.

Tests beside the models judge rows that were already cleaned. These two lists look at the ends: at
the extract as the shop delivered it, where a change of the shop's own system shows first, and at
the one table that everybody uses.
"""

from great_expectations import expectations as gxe
from great_expectations.expectations.expectation import Expectation

LIFECYCLE_STAGES = (
    "awareness",
    "interest",
    "active_buyer",
    "loyal",
    "advocate",
    "defector",
    "inactive",
)

# A few bad rows are set aside by staging, row by row. More than one in fifty is no accident.
_MOSTLY = 0.98


def of_raw_orders() -> list[Expectation]:
    """Return what the shop promised of its orders; all columns are text, as they were delivered."""
    return [
        gxe.ExpectTableRowCountToBeBetween(min_value=1),
        gxe.ExpectColumnValuesToNotBeNull(column="order_id", mostly=_MOSTLY),
        gxe.ExpectColumnValuesToNotBeNull(column="ordered_at", mostly=_MOSTLY),
        gxe.ExpectColumnValuesToBeInSet(
            column="status", value_set=["completed", "cancelled", "returned"], mostly=_MOSTLY
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="order_channel", value_set=["web", "app", "mail_order"], mostly=_MOSTLY
        ),
        gxe.UnexpectedRowsExpectation(
            description="The total is the items, less the discount, plus the shipping.",
            unexpected_rows_query=_too_many(
                """
                abs(
                    try_cast(items_amount as double) - try_cast(discount_amount as double)
                    + try_cast(shipping_amount as double) - try_cast(total_amount as double)
                ) > 0.01
                """
            ),
        ),
    ]


def of_customers() -> list[Expectation]:
    """Return what is true of every customer, whatever the sources."""
    return [
        gxe.ExpectColumnValuesToNotBeNull(column="customer_id"),
        gxe.ExpectColumnValuesToBeUnique(column="customer_id"),
        gxe.ExpectColumnValuesToBeBetween(column="understanding_level", min_value=1, max_value=4),
        gxe.ExpectColumnValuesToBeInSet(column="lifecycle_stage", value_set=list(LIFECYCLE_STAGES)),
        gxe.ExpectColumnValuesToBeBetween(column="order_count", min_value=0),
        gxe.ExpectColumnValuesToBeBetween(column="age_years", min_value=0, max_value=120),
        gxe.ExpectColumnPairValuesAToBeGreaterThanB(
            column_A="last_seen_at", column_B="first_seen_at", or_equal=True
        ),
        gxe.UnexpectedRowsExpectation(
            description="An e-mail address has one @ and a domain.",
            unexpected_rows_query=(
                "select customer_id from {batch} where email is not null "
                r"and not regexp_full_match(email, '[^@\s]+@[^@\s]+\.[^@\s]+')"
            ),
        ),
        gxe.UnexpectedRowsExpectation(
            description="Nobody may be written to by e-mail without an address.",
            unexpected_rows_query=(
                "select customer_id from {batch} where can_email and email is null"
            ),
        ),
    ]


def _too_many(condition: str) -> str:
    """Return a query that gives one row when more rows than tolerated meet the condition."""
    share = f"avg(case when {' '.join(condition.split())} then 1.0 else 0.0 end)"
    return (
        f"select share from (select {share} as share from {{batch}}) as judged "
        f"where share > {1 - _MOSTLY:.2f}"
    )

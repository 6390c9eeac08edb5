"""The answers that are offered, attribute by attribute."""

import duckdb


def declared_values(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Give the values offered by attribute: those of the seed, or of the company's own catalogue.

    A question that is answered freely (a date, a postcode) is not in it.
    """
    rows = connection.sql(
        """
        select questions.attribute_name, list(offered.option_value order by offered.option_value)
        from profile.int_profile__answers_offered as offered
        inner join rules.questions as questions on offered.question_id = questions.question_id
        group by questions.attribute_name
        order by questions.attribute_name
        """
    ).fetchall()
    return {name: tuple(values) for name, values in rows}

"""The parts of the engine's SQL that repeat themselves: one column for each draw or class."""

import duckdb

DRAWS = 20
"""How many draws of what may be true Thompson's sampling goes by."""

_NUMBERS = range(DRAWS + 1)
_PRIOR = "catalogue.base_answer_rate / (1 - catalogue.base_answer_rate)"
_ODDS = "situation_questions.odds_{0} * candidates.answer_readiness"
_VALUE = (
    "least(situation_questions.factor_{0} * candidates.gain, candidates.worth)"
    " * ({odds}) / (1 + {odds})"
    " - candidates.cost - 1e-9 * candidates.number as value_{0}"
)
_COLUMNS = {
    "odds_names": ", ".join(f"'odds_{number}'" for number in _NUMBERS),
    "factor_names": ", ".join(f"'factor_{number}'" for number in _NUMBERS),
    "odds": ",\n    ".join(f"coalesce(learned.odds_{n}, {_PRIOR}) as odds_{n}" for n in _NUMBERS),
    "factors": ",\n    ".join(f"coalesce(factors.factor_{n}, 1) as factor_{n}" for n in _NUMBERS),
    "values": ",\n        ".join(_VALUE.format(n, odds=_ODDS.format(n)) for n in _NUMBERS[1:]),
    "best_of_draws": ", ".join(f"arg_max(drawn.number, drawn.value_{n})" for n in _NUMBERS[1:]),
}


def filled(text: str) -> str:
    """Return the SQL with a column for each draw where it names `{odds}`, `{values}` and so on."""
    for name, columns in _COLUMNS.items():
        text = text.replace(f"{{{name}}}", columns)
    return text


def with_class_columns(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    """Create temp table `class_columns` (a column for each learned class), and return the SQL with
    a score for each; with nothing learned there is one class, of which nothing tells."""
    weights = connection.sql(
        "select class_number, log_weight from engine.trait_classes order by class_number"
    ).fetchall() or [(1, 0.0)]
    columns = ", ".join(
        f"max(log_probability) filter (where class_number = {number}) as class_{number}"
        for number, _ in weights
    )
    connection.execute(
        f"""
        create or replace temp table class_columns as
        select attribute_name, attribute_value, {columns}
        from engine.trait_values
        group by attribute_name, attribute_value
        """
    )
    scores = ",\n        ".join(
        f"{weight} + sum(class_columns.class_{number}) as score_{number}"
        for number, weight in weights
    )
    names = ", ".join(f"score_{number}" for number, _ in weights)
    return text.replace("{score_columns}", scores).replace("{score_names}", names)

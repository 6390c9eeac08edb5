"""Holds the predicted rates of answers and refusals against simulated customers they never saw.

    python -m benchmarks.response_rates --customers 40000

The simulator's people refuse by how personal a question is and answer by their own willingness,
which nobody is shown. Their asks are read as the survey tool would deliver them, with the true
person of each identifier, and without lifecycle stages; then the whole learning runs.
"""

import argparse
import tempfile
import time
from datetime import datetime
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from benchmarks.next_question.warehouse import empty_warehouse
from orchestration.lib.profiling.learning.lessons import learn
from orchestration.lib.simulation.simulate import Run, simulate

CONSOLE = Console(width=110)
AS_OF = datetime.fromisoformat("2026-10-31")
MEASURES = ("log_loss", "brier_score", "calibration_error", "calibration_error_by_chance")

_ASKS = """
create temp table asks as
with responses as (
    select
        response_id,
        question_id,
        status,
        answer_value,
        channel,
        try_cast(asked_at as timestamptz) at time zone 'UTC' as asked_at,
        try_cast(answered_at as timestamptz) at time zone 'UTC' as answered_at,
        coalesce(account_id, email, loyalty_card_number, anonymous_id) as identifier
    from read_parquet('{folder}/survey/responses/*.parquet')
    qualify row_number() over (
        partition by response_id
        order by status = 'asked', answered_at, asked_at
    ) = 1
),

persons as (
    select identifier_value, min(person_id) as person_id
    from read_parquet('{folder}/_truth/identifiers.parquet')
    where person_id is not null
    group by identifier_value
)

select responses.*, coalesce(persons.person_id, responses.identifier) as customer_id
from responses
left join persons on responses.identifier = persons.identifier_value
where responses.asked_at is not null;

insert into input.input__answers by name
select response_id as source_record_id, question_id, status, answer_value, channel, asked_at,
    answered_at
from asks;
insert into identity.int_identity__records_resolved by name
select response_id as source_record_id, customer_id from asks;
insert into marts.customers by name
select distinct customer_id, false as has_profiling_objection from asks;
"""

_EXTREMES = """
select question_id, outcome, avg(1 / (1 + exp(-log_odds))) as rate
from engine.response_cells
where draw = 0 and lifecycle_stage = ''
group by question_id, outcome
qualify row_number() over (
    partition by outcome
    order by case when outcome = 'answered' then rate else -rate end, question_id
) <= 3
order by outcome, case when outcome = 'answered' then rate else -rate end
"""


def simulated(customers: int, seed: int) -> duckdb.DuckDBPyConnection:
    """Return a warehouse with the asks of as many simulated customers."""
    connection = empty_warehouse()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(customers=customers, folder=Path(folder), seed=seed, file_format="parquet")
        for _ in simulate(run):
            pass
        connection.execute(_ASKS.format(folder=folder))
    return connection


def main() -> None:
    """Simulate, learn, and print what the rates are worth."""
    parser = argparse.ArgumentParser(prog="response_rates", description=__doc__)
    parser.add_argument("--customers", type=int, default=40_000)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    connection = simulated(given.customers, given.seed)
    started = time.perf_counter()
    outcome = learn(connection, AS_OF)
    seconds = time.perf_counter() - started
    CONSOLE.print(f"{outcome.asks:,} settled asks, all learned and examined in {seconds:.1f} s")
    table = Table("outcome", "predictor", "later asks", *MEASURES)
    for judgement in outcome.judgements:
        figures = (f"{judgement.measures[measure]:.4f}" for measure in MEASURES)
        table.add_row(judgement.outcome, judgement.predictor, f"{judgement.ask_count:,}", *figures)
    CONSOLE.print(table)
    for question, kind, rate in connection.sql(_EXTREMES).fetchall():
        most = "least" if kind == "answered" else "most"
        CONSOLE.print(f"{kind} {most}: {question} {rate:.3f}")


if __name__ == "__main__":
    main()

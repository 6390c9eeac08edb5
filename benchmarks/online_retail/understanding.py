"""What the project understands of the real buyers, and whether its predictions came true."""

from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from orchestration.lib.prediction.predictions import compute_predictions

STAGES = """
select lifecycle_stage, count(*) as customers, round(100.0 * count(*) / sum(count(*)) over (), 1)
from marts.customers
group by lifecycle_stage
order by customers desc
"""
RFM = """
select coalesce(rfm_segment, 'never kept a purchase'), count(*) as customers,
    cast(median(total_amount) as integer)
from marts.customers
group by rfm_segment
order by customers desc
"""
QUALITY = """
select
    horizon_days,
    target,
    predictor,
    max(case when measure in ('root_mean_square_error', 'brier_score') then round(value, 3) end),
    max(case when measure = 'mean_absolute_error' then round(value, 3) end),
    max(case when measure = 'rank_correlation' then round(value, 3) end),
    max(case when measure = 'slope' then round(value, 3) end),
    max(case when measure = 'actual_to_predicted' then round(value, 3) end),
    max(case when measure = 'calibration_error' then round(value, 3) end)
from engine.prediction_quality
group by horizon_days, target, predictor
order by horizon_days, target desc, 4
"""
CALIBRATION = """
select bucket, customer_count, round(predicted_mean, 3), round(actual_mean, 3)
from engine.prediction_calibration
where horizon_days = 90 and target = 'order_count' and predictor = 'bg_nbd_seasonal'
order by bucket
"""


def show_understanding(warehouse: Path, console: Console) -> bool:
    """Print stages, RFM and predictions; tell whether what is published beat every baseline."""
    with duckdb.connect(str(warehouse)) as connection:
        outcome = compute_predictions(connection)
        _show(connection, console, STAGES, "stage", "customers", "%")
        _show(connection, console, RFM, "RFM segment", "customers", "median amount")
        _show(
            connection,
            console,
            QUALITY,
            "days ahead",
            "target",
            "predictor",
            "RMSE / Brier",
            "MAE",
            "rank",
            "slope",
            "came / said",
            "calibration error",
        )
        _show(connection, console, CALIBRATION, "tenth", "customers", "orders predicted", "came")
    duels = [duel for examination in outcome.examinations for duel in examination.duels()]
    for duel in duels:
        console.print(
            f"{duel.horizon_days} days: error {duel.error:.3f} against {duel.baseline_error:.3f} "
            f"of {duel.baseline}: {'won' if duel.is_won else 'LOST'}"
        )
    return bool(duels) and all(duel.is_won for duel in duels)


def _show(connection: duckdb.DuckDBPyConnection, console: Console, sql: str, *columns: str) -> None:
    table = Table(*columns)
    for row in connection.sql(sql).fetchall():
        table.add_row(*("" if value is None else str(value) for value in row))
    console.print(table)

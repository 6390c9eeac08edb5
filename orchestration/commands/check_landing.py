"""`python -m orchestration check-landing`: what a run would read, told from file names alone."""

from rich.console import Console

from orchestration.commands.summary import short_path
from orchestration.environment import read_environment
from orchestration.lib.landing.deliveries import Delivery, read_landing
from orchestration.lib.summary.tables import draw_rows


def execute() -> int:
    """Print the deliveries by table, and the files that no run would read; return 1 if any."""
    folder = read_environment().landing
    landing = read_landing(folder)
    console = Console(highlight=False)
    tables: dict[tuple[str, str], list[Delivery]] = {}
    for delivery in landing.deliveries:
        tables.setdefault((delivery.source, delivery.table), []).append(delivery)
    rows = [
        {
            "source": source,
            "table": table,
            "files": len(files),
            "megabytes": round(sum(file.size_bytes for file in files) / 1e6, 1),
            "last_delivery": f"{files[-1].delivered_at:%Y-%m-%d %H:%M}",
        }
        for (source, table), files in tables.items()
    ]
    console.print(draw_rows(f"In {short_path(folder)}", rows, "Nothing has been delivered."), "")
    for path, reason in landing.unreadable.items():
        console.print(f"[red]{path.relative_to(folder)}[/]: {reason}")
    return 1 if landing.unreadable else 0

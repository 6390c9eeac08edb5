"""`python -m orchestration summary`: what was published, in a minute's reading."""

import os

from rich.console import Console

from orchestration.environment import PROJECT_DIR, Environment, read_environment
from orchestration.lib.evaluation.scores import has_truth, score_landing
from orchestration.lib.publishing.reader import query
from orchestration.lib.summary.questions import QUESTIONS
from orchestration.lib.summary.tables import draw_rows, draw_scores
from orchestration.lib.warehouse.connection import reading


def execute() -> int:
    """Print the summary of the published view; return 1 when there is none yet."""
    environment = read_environment()
    console = Console(highlight=False)
    if not environment.published.exists():
        console.print("Nothing is published yet. Type `make run` first.")
        return 1
    (signature,) = query(environment, "from quality.publication")
    console.print(
        f"[bold]The customers as of {signature['as_of_at']:%d %B %Y %H:%M} UTC[/], "
        f"published {signature['published_at']:%Y-%m-%d %H:%M} UTC\n"
    )
    for question in QUESTIONS:
        rows = query(environment, question.sql)
        console.print(draw_rows(question.title, rows, question.if_empty), "")
    if has_truth(environment.landing):
        with reading(environment.published) as connection:
            console.print(draw_scores(score_landing(connection, environment.landing)), "")
    _say_what_next(console, environment)
    return 0


def _say_what_next(console: Console, environment: Environment) -> None:
    published = short_path(environment.published)
    console.print(
        f"[bold]The published warehouse[/] is {published} (the build is in "
        f"{short_path(environment.warehouse)}).\n"
        "Type next:\n"
        "  make ui         the Dagster UI: every table, what it asks, and its checks\n"
        "  make test       every rule proven\n"
        f'  duckdb -readonly {published} "from marts.customers limit 10"\n'
        "and read docs/bring-your-own-data.md to put your own extracts in."
    )


def short_path(path: "os.PathLike[str]") -> str:
    """Return a path as one would type it from the project's folder."""
    text = os.fspath(path)
    relative = os.path.relpath(text, PROJECT_DIR)
    return text if relative.startswith("..") else relative

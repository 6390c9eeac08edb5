"""`python -m orchestration questions export`: the questions of a channel, for whoever asks them."""

from pathlib import Path

import duckdb
from rich.console import Console

from orchestration.environment import read_environment
from orchestration.lib.profiling.question_documents import export_documents


def execute(action: str, *, channel: str, folder: str) -> int:
    """Write the documents and print how many; return 1 when nothing is published.

    Args:
        action: `export`, the only one there is.
        channel: Where the questions are asked.
        folder: Where to write the file.
    """
    assert action == "export", action  # noqa: S101 - argparse offers no other.
    console = Console(highlight=False)
    try:
        export = export_documents(read_environment(), channel, Path(folder))
    except (FileNotFoundError, duckdb.CatalogException) as error:
        console.print(str(error), markup=False, soft_wrap=True)
        return 1
    console.print(
        f"{export.documents:,} contact points with {export.questions:,} questions: {export.file}",
        markup=False,
        soft_wrap=True,
    )
    return 0

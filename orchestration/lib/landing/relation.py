"""An extract as it was delivered, as a query: every file of a table, every column as text."""

from collections.abc import Iterable

from orchestration.lib.landing.deliveries import Delivery
from orchestration.lib.warehouse.connection import quoted


def as_landed_query(deliveries: Iterable[Delivery]) -> str:
    """Return a query over the files of one table, whatever their formats.

    Columns are matched by name, so that a file with fewer of them reads as empty there. Nothing is
    cast and no row is dropped but those a parser cannot cut into columns at all.

    Raises:
        ValueError: When there is no file.
    """
    readers: dict[str, list[str]] = {}
    for delivery in deliveries:
        kind = delivery.path.name.removesuffix(".gz").rsplit(".", 1)[-1]
        readers.setdefault(_READERS[kind], []).append(quoted(str(delivery.path)))
    if not readers:
        raise ValueError("Nothing was delivered, so there is nothing to query.")
    return " union all by name ".join(
        reader.format(files=", ".join(files)) for reader, files in sorted(readers.items())
    )


_READERS = {
    "csv": (
        "select * from read_csv([{files}], header = true, delim = ',', quote = '\"', "
        "escape = '\"', all_varchar = true, union_by_name = true, ignore_errors = true)"
    ),
    "jsonl": (
        "select cast(columns(*) as varchar) from read_json([{files}], union_by_name = true, "
        "format = 'newline_delimited', ignore_errors = true)"
    ),
    "parquet": (
        "select cast(columns(*) as varchar) from read_parquet([{files}], union_by_name = true)"
    ),
}

"""Files: an extract's deliveries as Parquet for scale, in the vendors' formats for the demo."""

import gzip
from pathlib import Path

import duckdb

from orchestration.lib.simulation.clock import DELIVERIES
from orchestration.lib.simulation.extracts import Extract, Landed
from orchestration.lib.simulation.malformed import Malformed, spoil
from orchestration.lib.simulation.rates import RecordModes
from orchestration.lib.simulation.spelling import MACROS


def connect(threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    """Open an in-memory database that knows the spellings."""
    connection = duckdb.connect(config={"threads": threads, "memory_limit": memory})
    connection.execute("set timezone = 'UTC'")
    connection.execute("set enable_progress_bar = false")
    for macro in MACROS:
        connection.execute(macro)
    return connection


class Writer:
    """Writes one block's extracts into the landing folder."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        folder: Path,
        file_format: str,
        rates: RecordModes,
        part: int | None,
    ) -> None:
        self.connection = connection
        self.folder = folder
        self.file_format = file_format
        self.rates = rates
        self.part = part
        self.malformed: list[Malformed] = []
        self.rows = 0

    def write(self, landed: Landed, *, whole: bool = False) -> None:
        """Write the deliveries of an extract; `whole` says that other blocks have no part of it."""
        extract = landed.extract
        form = "parquet" if self.file_format == "parquet" else extract.demo_format
        folder = self.folder / extract.source / extract.table
        folder.mkdir(parents=True, exist_ok=True)
        self.connection.register("facts", landed.facts)
        self.rows += landed.facts.num_rows
        for number, delivery in enumerate(DELIVERIES):
            suffix = "" if self.part is None or whole else f"__part-{self.part:05d}"
            path = folder / f"{delivery}{suffix}.{form}"
            self.connection.execute(
                f"create or replace temp view delivered as select {extract.select} "
                f"from facts where _delivery = {number}"
            )
            first = number == 0 and (self.part is None or self.part == 0)
            spoiled: list[str] = []
            if self.file_format == "mixed" and first:
                spoiled = self._spoil(extract, path)
            if form == "parquet":
                self._write_parquet(path, spoiled)
            elif form.startswith("csv"):
                self._write_csv(path, form, spoiled)
            else:
                self._write_json_lines(path, form, extract, spoiled)
        self.connection.unregister("facts")

    def _spoil(self, extract: Extract, path: Path) -> list[str]:
        name = str(path.relative_to(self.folder))
        if extract.demo_format.startswith("jsonl"):
            relation = f"(select {_nested(extract)} from delivered)"
        else:
            relation = "(select columns(*)::varchar from delivered)"
            if extract.demo_format == "parquet":
                relation = "delivered"
        planted, selects = spoil(self.connection, extract, self.rates, name, relation)
        self.malformed.extend(planted)
        return selects

    def _write_parquet(self, path: Path, spoiled: list[str]) -> None:
        query = " union all ".join(["select * from delivered", *spoiled])
        self.connection.execute(f"copy ({query}) to '{path}' (format parquet, compression zstd)")

    def _write_csv(self, path: Path, form: str, spoiled: list[str]) -> None:
        query = "select * from delivered"
        if spoiled:
            query = " union all ".join(["select columns(*)::varchar from delivered", *spoiled])
        plain = path.with_name(path.name.removesuffix(".gz"))
        self.connection.execute(f"copy ({query}) to '{plain}' (format csv, header)")
        if form.endswith(".gz"):
            _write_gzip(path, plain.read_bytes())
            plain.unlink()

    def _write_json_lines(
        self, path: Path, form: str, extract: Extract, spoiled: list[str]
    ) -> None:
        query = (
            "select cast(to_json(r) as varchar) as line "
            f"from (select {_nested(extract)} from delivered) as r"
        )
        query = " union all ".join([query, *spoiled])
        lines = [row[0] for row in self.connection.sql(query).fetchall()]
        content = "".join(f"{line}\n" for line in lines).encode()
        if form.endswith(".gz"):
            _write_gzip(path, content)
        else:
            path.write_bytes(content)


def _nested(extract: Extract) -> str:
    """Return a select list in which JSON text becomes nested JSON."""
    if not extract.json:
        return "*"
    return f"* replace ({', '.join(f'{name}::json as {name}' for name in extract.json)})"


def _write_gzip(path: Path, content: bytes) -> None:
    """Compress without a time stamp or name, so that the same rows give the same bytes."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(content)

"""What the SQL of models, tests and macros may say, read from their text."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_MODEL_LINES = 150
MAX_LINE_LENGTH = 100

# The order of these decides which row is taken, so it must be total on every engine.
ORDERED_FUNCTIONS = (
    "row_number",
    "first_value",
    "last_value",
    "nth_value",
    "lag",
    "lead",
    "ntile",
)

# What DuckDB has and ANSI SQL, or another engine that this project names, does not have or does
# otherwise. Each belongs behind a macro in macros/cross_db.
ENGINE_SPECIFIC = {
    "reads files": r"\b(?:read_(?:csv|csv_auto|parquet|json|json_auto|ndjson|text|blob)|glob)\s*\(",
    "has list functions": (
        r"\b(?:list|list_\w+|array_\w+|unnest|string_split|str_split|string_to_array)\s*\("
    ),
    "has struct and map functions": r"\b(?:struct_\w+|map|map_\w+|row)\s*\(",
    "has JSON functions": r"\b(?:json_\w+|to_json)\s*\(|->",
    "has regular expression functions": r"\bregexp_\w+\s*\(|\bsimilar\s+to\b|~",
    "has arg_max": r"\b(?:arg_max|arg_min|argmax|argmin|max_by|min_by|any_value|mode)\s*\(",
    "has time functions": (
        r"\b(?:epoch|epoch_\w+|strftime|strptime|make_timestamp|make_date|to_timestamp|date_diff"
        r"|datediff|date_sub|date_part|datepart|date_trunc|datetrunc|age|dayofweek|dayname|to_days"
        r"|timezone)\s*\(|\bat\s+time\s+zone\b"
    ),
    "has text functions": (
        r"\b(?:string_agg|group_concat|listagg|split_part|strip_accents|printf|format|starts_with"
        r"|ends_with|contains|strlen|len|prefix|suffix|levenshtein|jaro_winkler_similarity"
        r"|jaro_similarity|damerau_levenshtein)\s*\(|\bilike\b"
    ),
    "has hash functions": r"\b(?:hash|md5|md5_number|sha1|sha256)\s*\(",
    "has statistics functions": (
        r"\b(?:approx_\w+|quantile|quantile_\w+|histogram|bool_and|bool_or|count_if|greatest_common_divisor)\s*\("
    ),
    "makes rows": r"\b(?:generate_series|range)\s*\(",
    "casts with ::": r"::",
    "has try_cast": r"\btry_cast\s*\(|\btry\s*\(",
    "has qualify": r"\bqualify\b",
    "has star modifiers": r"\*\s*(?:exclude|replace|rename)\b|\bcolumns\s*\(",
    "groups or orders by all": r"\b(?:group|order)\s+by\s+all\b",
    "has filter on aggregates": r"\bfilter\s*\(\s*where\b",
    "has its own joins": r"\b(?:asof|semi|anti|positional)\s+join\b|\blateral\b",
    "has distinct on": r"\bdistinct\s+on\b",
    "has pivot": r"\b(?:un)?pivot\b",
    "has recursive keys": r"\busing\s+key\b",
    "unions by name": r"\bunion\s+(?:all\s+)?by\s+name\b",
    "divides with //": r"//",
    "indexes lists": r"\w\[\s*-?\d",
}

NEVER_NULL = re.compile(
    r"\s*(?:count\s*\(|case\b.*\belse\s+\d+\s+end\s*(?:asc|desc)?\s*$)", re.IGNORECASE | re.DOTALL
)

CLOCK = re.compile(
    r"\b(?:current_timestamp|current_date|current_time|localtimestamp|localtime|sysdate"
    r"|run_started_at|(?:now|today|getdate|get_current_timestamp)\s*\()",
    re.IGNORECASE,
)


def without_comments(text: str) -> str:
    """The text without SQL and Jinja comments; line breaks stay, so that line numbers do."""
    pattern = re.compile(r"\{#.*?#\}|/\*.*?\*/|--[^\n]*|'(?:[^']|'')*'", re.DOTALL)
    return pattern.sub(lambda m: m.group() if m.group().startswith("'") else _blank(m), text)


def without_jinja(text: str) -> str:
    """The text without Jinja expressions and statements."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", _blank, text, flags=re.DOTALL)


def without_literals(text: str) -> str:
    """The text with every quoted literal empty."""
    return re.sub(r"'(?:[^']|'')*'", "''", text)


def engine_specific_functions(text: str) -> Iterator[str]:
    """What in the text only DuckDB would understand."""
    sql = without_literals(without_jinja(without_comments(text)))
    for what, pattern in ENGINE_SPECIFIC.items():
        for match in re.finditer(pattern, sql, re.IGNORECASE):
            line = sql[: match.start()].count("\n") + 1
            yield f"line {line}: only DuckDB {what}: {match.group().strip()}"


def clock_reads(text: str) -> Iterator[str]:
    """Where the text asks the clock instead of as_of()."""
    for match in CLOCK.finditer(without_literals(without_comments(text))):
        yield f"reads the clock ({match.group()}): ask as_of()"


def hidden_fan_outs(text: str) -> Iterator[str]:
    """Where `select distinct` may hide a fan-out."""
    if re.search(r"\bselect\s+distinct\b", without_comments(text), re.IGNORECASE):
        yield "select distinct hides a fan-out: group by the grain instead"


def untotal_orders(text: str) -> Iterator[str]:
    """Window functions that take a row without saying where nulls go, or without any order.

    Every term of the order but the last states `nulls first` or `nulls last`: engines differ in
    where nulls go by default. The last term is the unique column that ends all ties. A count is
    never null, nor is a case that ends in a number.
    """
    sql = without_literals(without_comments(text))
    named = _named_windows(sql)
    for match in re.finditer(rf"\b({'|'.join(ORDERED_FUNCTIONS)})\s*\(", sql, re.IGNORECASE):
        function = match.group(1)
        after = _skip_parentheses(sql, match.end() - 1)
        over = re.match(r"\s*(?:ignore\s+nulls\s*)?over\s*(\(|\w+)", sql[after:], re.IGNORECASE)
        if over is None:
            continue
        if over.group(1) == "(":
            start = after + over.end() - 1
            window = sql[start + 1 : _skip_parentheses(sql, start) - 1]
        else:
            window = named.get(over.group(1), "")
        yield from _judge_order(function, window)


def _named_windows(sql: str) -> dict[str, str]:
    windows = {}
    for match in re.finditer(r"\b(\w+)\s+as\s*\(\s*(?=(?:partition|order)\s+by\b)", sql):
        start = sql.index("(", match.start())
        windows[match.group(1)] = sql[start + 1 : _skip_parentheses(sql, start) - 1]
    return windows


def _judge_order(function: str, window: str) -> Iterator[str]:
    order = re.search(r"\border\s+by\b(.*)", window, re.IGNORECASE | re.DOTALL)
    if order is None:
        yield f"{function} has no order: which row it takes is left to chance"
        return
    terms = _split_terms(re.split(r"\b(?:rows|range|groups)\s+between\b", order.group(1))[0])
    judged = terms[:-1] if len(terms) > 1 else terms
    for term in judged:
        if not NEVER_NULL.match(term) and not re.search(
            r"\bnulls\s+(?:first|last)\b", term, re.IGNORECASE
        ):
            yield f"{function} orders by `{' '.join(term.split())}` without nulls first or last"


def too_long(text: str) -> Iterator[str]:
    """A model of more than 150 lines is two models."""
    lines = text.count("\n") + 1
    if lines > MAX_MODEL_LINES:
        yield f"{lines} lines: above {MAX_MODEL_LINES} it is two models"


def unfinished(text: str, last_step: str) -> Iterator[str]:
    """A model with steps ends in `select * from` its last one."""
    sql = without_jinja(without_comments(text)).strip()
    if re.match(r"with\b", sql) and not re.search(rf"select \* from {last_step}$", sql):
        yield "does not end in `select * from` its last step"


def more_than_macro_calls(text: str) -> Iterator[str]:
    """SQL of its own in a model that the linter leaves out because it is macro calls in a frame."""
    calls = re.sub(r"\{\{.*?\}\}", "call", without_comments(text), flags=re.DOTALL)
    frame = re.sub(r"\{%.*?%\}", "", calls, flags=re.DOTALL).split()
    steps = r"with \w+ as \( call \)(?: , \w+ as \( call \))*"
    if not re.fullmatch(
        rf"(?:call )?{steps} select \* from final", " ".join(frame).replace("),", ") ,")
    ):
        yield "has SQL of its own, which the linter does not see (.sqlfluffignore)"


def untidy_lines(text: str) -> Iterator[str]:
    """What the linter cannot see in macros and generic tests, because only dbt renders them."""
    is_generated = "do not edit" in text[:500]
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > MAX_LINE_LENGTH and not is_generated:
            yield f"line {number}: {len(line)} columns"
        if "\t" in line:
            yield f"line {number}: a tab"
        if line != line.rstrip():
            yield f"line {number}: blanks at the end"
        sql = without_literals(without_comments(line))
        if re.search(r"\b(?:SELECT|FROM|WHERE|JOIN|GROUP BY|ORDER BY|CASE|WHEN|CAST)\b", sql):
            yield f"line {number}: keywords in upper case"
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield "does not end in one line break"


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n") or " "


def _skip_parentheses(sql: str, start: int) -> int:
    """The position after the parenthesis that closes the one at `start`."""
    depth = 0
    for position in range(start, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[position], 0)
        if depth == 0:
            return position + 1
    return len(sql)


def _split_terms(text: str) -> list[str]:
    terms, depth, start = [], 0, 0
    for position, character in enumerate(text):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            terms.append(text[start:position])
            start = position + 1
    return [*terms, text[start:]]

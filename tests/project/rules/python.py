"""What ruff's stable rules do not yet see in Python."""

from __future__ import annotations

import ast
from collections.abc import Iterator


def private_imports(text: str) -> Iterator[str]:
    """Imports of what another package keeps to itself: it changes without notice."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [alias.name for alias in node.names]
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        for name in ".".join([module, *names]).split("."):
            if name.startswith("_") and not name.startswith("__"):
                yield f"line {node.lineno}: imports {name}, which is private"

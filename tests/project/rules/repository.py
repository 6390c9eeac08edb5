"""What no file may say: where a package came from, or where some machine keeps something."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The patterns are put together when the test runs, so that this file does not hold what it forbids.
_REGISTRIES = {
    "pypi": ("org", "python" + r"\.org"),
    "pythonhosted": ("org",),
    "npmjs": ("org", "com"),
    "anaconda": ("org", "com"),
    "jsdelivr": ("net",),
    "unpkg": ("com",),
}
_HOME_FOLDERS = ("work", "root", "home", "Users", "tmp", "var/folders", "mnt", "opt", "srv")


def registry_hosts(text: str) -> Iterator[str]:
    """Names of package registries in the text."""
    for match in _registry_pattern().finditer(text):
        yield f"names a package registry: {match.group()}"


def machine_paths(text: str) -> Iterator[str]:
    """Absolute paths of some machine in the text."""
    for match in _path_pattern().finditer(text):
        yield f"names a path of one machine: {match.group()}"


def _registry_pattern() -> re.Pattern[str]:
    hosts = [rf"{name}\.{end}" for name, ends in _REGISTRIES.items() for end in ends]
    return re.compile("|".join(hosts), re.IGNORECASE)


def _path_pattern() -> re.Pattern[str]:
    # Not preceded by a word, a dot or another slash: that is a relative path or an address.
    folders = "|".join(_HOME_FOLDERS)
    windows = "[A-Z]:" + r"\\\\?" + "(?:Users|Windows)"
    return re.compile(rf"(?<![\w.}}/$-])/(?:{folders})/[\w.-]|{windows}")

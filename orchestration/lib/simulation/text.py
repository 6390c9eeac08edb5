"""Strings made from numbers, whole columns at a time."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.lib.simulation.arrays import AnyArray, Bits, Bools, Ints

_ALPHABET = np.frombuffer(b"0123456789abcdefghijklmnopqrstuvwxyz", dtype=np.uint8)
_UUID_DIGITS = np.array([*range(8), *range(9, 13), *range(14, 18), *range(19, 23), *range(24, 36)])


def _fixed_width(characters: AnyArray) -> pa.Array:
    """Turn a matrix of ASCII codes, one row per string, into a string column without copying."""
    count, width = characters.shape
    offsets = (np.arange(count + 1, dtype=np.int64) * width).astype(np.int32)
    data = np.ascontiguousarray(characters, dtype=np.uint8)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(data))


def based(values: AnyArray, width: int, base: int = 36) -> pa.Array:
    """Write numbers in the given base with leading zeros."""
    rest = values.astype(np.uint64)
    characters = np.empty((len(rest), width), dtype=np.uint8)
    for place in range(width - 1, -1, -1):
        characters[:, place] = _ALPHABET[(rest % np.uint64(base)).astype(np.int64)]
        rest = rest // np.uint64(base)
    return _fixed_width(characters)


def digits(values: AnyArray, width: int) -> pa.Array:
    """Write numbers in decimal with leading zeros."""
    return based(values, width, 10)


def uuids(high: Bits, low: Bits) -> pa.Array:
    """Write two 64-bit numbers as a version 4 UUID."""
    characters = np.full((len(high), 36), ord("-"), dtype=np.uint8)
    for place in range(16):
        shift = np.uint64(60 - 4 * place)
        for offset, half in ((0, high), (16, low)):
            digit = ((half >> shift) & np.uint64(15)).astype(np.int64)
            characters[:, _UUID_DIGITS[offset + place]] = _ALPHABET[digit]
    characters[:, 14] = ord("4")
    characters[:, 19] = _ALPHABET[8 + ((low >> np.uint64(62)) & np.uint64(3)).astype(np.int64)]
    return _fixed_width(characters)


def join(*parts: Any) -> pa.Array:
    """Concatenate columns and constants, where a null part makes a null."""
    return pc.binary_join_element_wise(*parts, "")


def choose(values: Sequence[str | None] | pa.Array, positions: AnyArray) -> pa.DictionaryArray:
    """Pick a value per row, where position -1 is null; the column stays dictionary-encoded."""
    dictionary = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    if isinstance(dictionary, pa.ChunkedArray):
        dictionary = dictionary.combine_chunks()
    indices = pa.array(positions.astype(np.int32), mask=positions < 0)
    return pa.DictionaryArray.from_arrays(indices, dictionary)


def take(values: Sequence[str] | pa.Array, positions: AnyArray) -> pa.Array:
    """Pick a value per row as plain strings."""
    source = values if isinstance(values, pa.Array) else pa.array(values, pa.string())
    return source.take(pa.array(positions, mask=positions < 0))


def only(condition: Bools, values: pa.Array) -> pa.Array:
    """Keep a value where the condition holds, null elsewhere."""
    return pc.if_else(pa.array(condition), values, pa.scalar(None, values.type))


def money(cents: Ints) -> pa.Array:
    """Turn cents into decimal(18, 2)."""
    halves = np.empty((len(cents), 2), dtype=np.int64)
    halves[:, 0] = cents
    halves[:, 1] = cents >> np.int64(63)
    return pa.Array.from_buffers(
        pa.decimal128(18, 2), len(cents), [None, pa.py_buffer(np.ascontiguousarray(halves))]
    )

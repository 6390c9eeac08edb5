"""Random numbers that depend on what they are for, not on when they are asked.

Every draw is a hash of (seed, purpose, keys), so the value a person gets is the same whatever the
block size, the order of the calls or the number of processes.
"""

from hashlib import blake2b

import numpy as np

from orchestration.lib.simulation.arrays import Bits, Bools, Floats, Ints

_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_KEY = np.uint64(0xD6E8FEB86659FD93)


def _mix(state: Bits) -> Bits:
    """Scramble 64 bits with the finaliser of splitmix64 (Steele, Lea & Flood 2014)."""
    state = state + _STEP
    state = (state ^ (state >> np.uint64(30))) * _FIRST
    state = (state ^ (state >> np.uint64(27))) * _SECOND
    return state ^ (state >> np.uint64(31))


class Draws:
    """A source of random numbers addressed by purpose and integer keys."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def bits(self, purpose: str, *keys: Ints | Bits | int) -> Bits:
        """Return 64 random bits per key, where scalar keys are shared by all."""
        digest = blake2b(f"{self.seed}/{purpose}".encode(), digest_size=8).digest()
        state = np.array([int.from_bytes(digest, "little")], dtype=np.uint64)
        for key in keys:
            state = _mix(state ^ (np.atleast_1d(np.asarray(key)).astype(np.uint64) * _KEY))
        return state

    def uniform(self, purpose: str, *keys: Ints | Bits | int) -> Floats:
        """Return numbers in [0, 1) with 53 random bits."""
        return (self.bits(purpose, *keys) >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def chance(self, probability: Floats | float, purpose: str, *keys: Ints | Bits | int) -> Bools:
        """Return whether an event of the given probability happens."""
        return self.uniform(purpose, *keys) < probability

    def below(self, bound: Ints | int, purpose: str, *keys: Ints | Bits | int) -> Ints:
        """Return integers in [0, bound)."""
        return (self.uniform(purpose, *keys) * bound).astype(np.int64)

    def pick(self, weights: list[float] | Floats, purpose: str, *keys: Ints | Bits | int) -> Ints:
        """Return positions drawn with the given weights."""
        edges = np.cumsum(np.asarray(weights, dtype=np.float64))
        where = np.searchsorted(edges / edges[-1], self.uniform(purpose, *keys), side="right")
        return np.minimum(where, len(edges) - 1).astype(np.int64)

    def exponential(self, purpose: str, *keys: Ints | Bits | int) -> Floats:
        """Return exponential numbers of mean one."""
        return -np.log1p(-self.uniform(purpose, *keys))

    def normal(self, purpose: str, *keys: Ints | Bits | int) -> Floats:
        """Return standard normal numbers by the method of Box and Muller."""
        radius = np.sqrt(2.0 * self.exponential(f"{purpose}/radius", *keys))
        return radius * np.cos(2.0 * np.pi * self.uniform(f"{purpose}/angle", *keys))

    def gamma(self, shape: float, purpose: str, keys: Ints | Bits) -> Floats:
        """Return gamma numbers of the given shape and rate one (Marsaglia & Tsang 2000)."""
        boost = np.ones(len(keys))
        if shape < 1.0:
            boost = self.uniform(f"{purpose}/boost", keys) ** (1.0 / shape)
            shape += 1.0
        d = shape - 1.0 / 3.0
        c = 1.0 / np.sqrt(9.0 * d)
        result = np.full(len(keys), d)
        pending = np.arange(len(keys))
        for attempt in range(64):
            if len(pending) == 0:
                break
            asked = keys[pending]
            x = self.normal(f"{purpose}/normal", asked, attempt)
            u = np.maximum(self.uniform(f"{purpose}/uniform", asked, attempt), 1e-300)
            v = np.maximum(1.0 + c * x, 1e-9) ** 3
            accepted = (c * x > -1.0) & (np.log(u) < 0.5 * x * x + d - d * v + d * np.log(v))
            result[pending[accepted]] = d * v[accepted]
            pending = pending[~accepted]
        return result * boost

    def beta(self, a: float, b: float, purpose: str, keys: Ints | Bits) -> Floats:
        """Return beta numbers as a share of two gamma numbers."""
        first = self.gamma(a, f"{purpose}/a", keys)
        return first / (first + self.gamma(b, f"{purpose}/b", keys))

    def poisson(
        self, mean: Floats | float, purpose: str, keys: Ints | Bits, most: int = 60
    ) -> Ints:
        """Return Poisson counts by inversion, cut at `most`."""
        u = self.uniform(purpose, keys)
        term = np.exp(-np.broadcast_to(np.asarray(mean, dtype=np.float64), u.shape))
        total = term.copy()
        count = np.zeros(len(u), dtype=np.int64)
        for k in range(1, most + 1):
            above = u >= total
            if not above.any():
                break
            count[above] = k
            term = term * mean / k
            total = total + term
        return count

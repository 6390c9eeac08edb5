"""What response rates are told apart by, as the columns of a regression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy import sparse, special

from orchestration.lib.profiling.learning.logistic import Floats, Level

EFFECTS = ("responsiveness", "asks_of_90_days", "is_confirmation")
CHANNELS = ("web", "app", "email", "store", "call")
KEYS = ("question_id", "lifecycle_stage", "channel")

# Standard deviations of the priors, in log odds; those of the levels are where the learning starts.
# Effects have weakly informative priors on the scale of their figure (Gelman, Jakulin, Pittau and
# Su, "A weakly informative default prior distribution for logistic and other regression models",
# The Annals of Applied Statistics 2, 2008).
_OVERALL, _QUESTION, _STAGE, _CHANNEL, _PAIR = 0.5, 0.5, 0.3, 0.3, 0.15
_EFFECTS = {"responsiveness": 5.0, "asks_of_90_days": 0.25, "is_confirmation": 1.0}

_Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Catalogue:
    """The questions with the rates expected of them, and the stages that customers may be at.

    Attributes:
        base_rates: The catalogue's rate of the outcome, 0 to 1, by question.
        stages: The lifecycle stages, with '' for none.
    """

    base_rates: Mapping[str, float]
    stages: Sequence[str]

    @cached_property
    def questions(self) -> list[str]:
        """The questions, sorted."""
        return sorted(self.base_rates)

    @cached_property
    def sorted_stages(self) -> list[str]:
        """The stages, sorted."""
        return sorted(self.stages)

    def cells(self) -> pa.Table:
        """Every question x stage x channel, of an average customer who was not asked of late."""
        rows = [
            dict(zip(KEYS, (question, stage, channel), strict=True))
            for question in self.questions
            for stage in self.sorted_stages
            for channel in CHANNELS
        ]
        table = pa.Table.from_pylist(rows)
        for effect in EFFECTS:
            table = table.append_column(effect, pa.array(np.zeros(len(rows))))
        return table

    def offset(self, asks: pa.Table) -> Floats:
        """Return the log odds that the catalogue expects of each ask."""
        rates = np.array([self.base_rates[question] for question in self.questions])
        place = _places(asks, "question_id", self.questions)
        return np.asarray(special.logit(np.clip(rates, 1e-3, 1 - 1e-3))[place])

    def design(self, asks: pa.Table) -> sparse.csr_array:
        """Return one row per ask: indicators of every level, then the effects.

        An unknown stage or channel has no indicator, so its rate is that of the question.
        """
        question = _places(asks, "question_id", self.questions)
        stage = _places(asks, "lifecycle_stage", self.sorted_stages)
        channel = _places(asks, "channel", CHANNELS)
        stages, channels = len(self.stages), len(CHANNELS)
        places = [
            np.zeros(asks.num_rows, dtype=np.int64),
            question,
            stage,
            channel,
            np.where(stage < 0, -1, question * stages + stage),
            np.where(channel < 0, -1, question * channels + channel),
        ]
        blocks = [_indicators(place, size) for place, size in zip(places, self._sizes, strict=True)]
        figures = np.column_stack([_column(asks, effect).astype(np.float64) for effect in EFFECTS])
        return sparse.csr_array(sparse.hstack([*blocks, sparse.csr_array(figures)], format="csr"))

    def levels(self) -> list[Level]:
        """Return the levels of the columns of the design, with their priors."""
        ends = np.cumsum(self._sizes).tolist()
        spreads = (_OVERALL, _QUESTION, _STAGE, _CHANNEL, _PAIR, _PAIR)
        levels = [
            Level(slice(end - size, end), spread, is_learned=size > 1)
            for size, end, spread in zip(self._sizes, ends, spreads, strict=True)
        ]
        return levels + [
            Level(slice(place, place + 1), _EFFECTS[effect], is_learned=False)
            for place, effect in enumerate(EFFECTS, start=ends[-1])
        ]

    @property
    def _sizes(self) -> list[int]:
        questions, stages, channels = len(self.questions), len(self.stages), len(CHANNELS)
        return [1, questions, stages, channels, questions * stages, questions * channels]


def _column(asks: pa.Table, name: str) -> npt.NDArray[np.generic]:
    values: npt.NDArray[np.generic] = asks.column(name).to_numpy(zero_copy_only=False)
    return values


def _places(asks: pa.Table, name: str, known: Sequence[str]) -> _Places:
    """Return the place of each value among the known ones, -1 for others."""
    place = {value: index for index, value in enumerate(known)}
    return np.array(
        [place.get(value, -1) for value in asks.column(name).to_pylist()], dtype=np.int64
    )


def _indicators(places: _Places, size: int) -> sparse.csr_array:
    rows = np.flatnonzero(places >= 0)
    ones = np.ones(len(rows))
    return sparse.csr_array((ones, (rows, places[rows])), shape=(len(places), size))

"""The simulated world as it goes: what was asked, what is known, and what becomes of an ask."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from benchmarks.next_question.year.calendar import PAST, SHOWN, TRUE_SIGNS, Calendar
from benchmarks.next_question.year.knowledge import Use, points, predictions
from benchmarks.next_question.year.people import Catalogue, Floats, Ints, People
from benchmarks.next_question.year.responses import Willingness

NEVER = -10_000
STATUSES = ("asked", "answered", "refused")
_SATISFACTION_DAYS = 120

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Setting:
    """What does not depend on who asks what."""

    catalogue: Catalogue
    people: People
    willingness: Willingness
    calendar: Calendar
    uses: list[Use]
    burden: float
    recent_burden: float
    refusal_burden: float


@dataclass(frozen=True)
class Asks:
    """What was asked on one day, one place per ask."""

    day: int
    person: Ints
    question: Ints
    channel: Ints
    status: Ints
    answer_odds: Floats
    gain: Floats
    burden: Floats


@dataclass
class World:
    """The state that asking changes.

    Attributes:
        setting: What asking does not change.
        known: (people, attributes) the code known; -1 = nothing.
        known_day: (people, attributes) since which day; NEVER when from elsewhere or unknown.
        unanswered_day: (people, questions) the last day it was asked in vain; NEVER = not.
        asked: (people, PAST + days) how many questions were put that day.
        refusals: (people, questions) how often it was refused.
        signs: For each attribute that behaviour shows, (people, values) signs so far.
        log: All asks, a day each.
    """

    setting: Setting
    known: Ints = field(init=False)
    known_day: Ints = field(init=False)
    unanswered_day: Ints = field(init=False)
    asked: Ints = field(init=False)
    refusals: Ints = field(init=False)
    signs: dict[str, Floats] = field(init=False)
    log: list[Asks] = field(default_factory=list)
    day: int = 0

    def __post_init__(self) -> None:
        """Start with what is known from elsewhere and what the past year showed."""
        people, calendar = self.setting.people, self.setting.calendar
        self.known = np.where(calendar.known_before, people.values, -1)
        self.known_day = np.full(people.values.shape, NEVER)
        self.unanswered_day = np.full(people.values.shape, NEVER)
        self.refusals = np.zeros(people.values.shape, dtype=np.int64)
        self.asked = np.zeros(calendar.channel.shape, dtype=np.int64)
        self.signs = {}
        for name in SHOWN:
            place = self.setting.catalogue.attributes.index(name)
            self.signs[name] = np.zeros((people.count, people.likelihood[place].shape[1]))
        for column in range(PAST):
            self._show(column)

    def asks_of_late(self, days: int) -> Ints:
        """Return (people,) the asks of so many days before today."""
        now = PAST + self.day
        late: Ints = self.asked[:, now - days : now].sum(axis=1)
        return late

    def truth(self) -> Ints:
        """Return (people, attributes) what each would answer today; satisfaction changes."""
        values = self.setting.people.values.copy()
        place = self.setting.catalogue.attributes.index("satisfaction")
        count = self.setting.people.likelihood[place].shape[1]
        turns = (np.arange(len(values)) * 7 + self.day) // _SATISFACTION_DAYS
        shift = np.where(turns * 2_654_435_761 % 4 == 0, 1 + turns % (count - 1), 0)
        values[:, place] = (values[:, place] + shift) % count
        return values

    def levels(self) -> Ints:
        """Return (people,) the understanding level, 1 to 4: it grows with answers and with time."""
        now = PAST + self.day
        calendar = self.setting.calendar
        score = (self.known >= 0).sum(axis=1)
        score = score + np.minimum(calendar.visits_so_far[:, now] // 5, 4)
        score = score + np.minimum(calendar.orders_so_far[:, now], 4)
        levels: Ints = 1 + (score >= 3).astype(np.int64) + (score >= 7) + (score >= 11)
        return levels

    def predicted(self, rows: Ints) -> list[Floats]:
        """Return what the ideal reader makes of what is known of some people."""
        people, names = self.setting.people, self.setting.catalogue.attributes
        evidence: list[Floats | None] = []
        for place, name in enumerate(names):
            known = self.known[rows, place]
            likely = self._shown(name, place, rows)
            if (known >= 0).any():
                exact = np.equal(np.arange(people.likelihood[place].shape[1]), known[:, None])
                base = np.ones(exact.shape) if likely is None else likely
                likely = np.where((known >= 0)[:, None], exact, base)
            evidence.append(likely)
        if all(one is None for one in evidence):
            evidence[0] = np.ones((len(rows), people.likelihood[0].shape[1]))
        return predictions(people, evidence)

    def probabilities(
        self, rows: Ints, question: Ints, channel: Ints, is_confirmation: Bools
    ) -> tuple[Floats, Floats]:
        """Return the true probabilities of an answer and of a refusal; one question per row, or a
        row of questions each."""
        shape = (len(rows),) + (1,) * (question.ndim - 1)
        return self.setting.willingness.probabilities(
            question,
            stage=self.setting.calendar.stages(self.day)[rows].reshape(shape),
            channel=channel.reshape(shape),
            willingness=self.setting.people.willingness[rows].reshape(shape),
            recent_asks=self.asks_of_late(90)[rows].reshape(shape),
            refusals_before=self.refusals[rows.reshape(shape), question],
            is_confirmation=is_confirmation,
        )

    def ask(self, rows: Ints, question: Ints, channel: Ints, is_confirmation: Bools) -> Asks:
        """Put one question to each of some people today, and remember what becomes of it."""
        answer, refusal = self.probabilities(rows, question, channel, is_confirmation)
        luck = self.setting.calendar.response[rows, PAST + self.day]
        status = np.where(luck < answer, 1, np.where(luck > 1.0 - refusal, 2, 0))
        setting = self.setting
        burden = np.full(len(rows), setting.burden)
        burden += setting.recent_burden * self.asks_of_late(90)[rows]
        gain = np.zeros(len(rows))
        told = np.flatnonzero(status == 1)
        if len(told):
            gain[told] = self.gains(rows[told], question[told], is_kept=True)
        burden += setting.refusal_burden * (status == 2)
        vain = status != 1
        self.unanswered_day[rows[vain], question[vain]] = self.day
        self.refusals[rows[status == 2], question[status == 2]] += 1
        self.asked[rows, PAST + self.day] += 1
        asks = Asks(self.day, rows, question, channel, status, answer, gain, burden)
        self.log.append(asks)
        return asks

    def gains(self, rows: Ints, question: Ints, *, is_kept: bool) -> Floats:
        """Return the points that the answers of some people put right, and keep what they said or
        forget it again."""
        truth, uses = self.truth(), self.setting.uses
        before_known = self.known[rows].copy()
        self._forget_what_changed(rows, truth)
        before = points(uses, self.predicted(rows), truth[rows])
        self.known[rows, question] = truth[rows, question]
        after = points(uses, self.predicted(rows), truth[rows])
        if is_kept:
            self.known_day[rows, question] = self.day
        else:
            self.known[rows] = before_known
        return after - before

    def end_day(self) -> None:
        """Let the day pass: what people did shows their tastes."""
        self._show(PAST + self.day)
        self.day += 1

    def _forget_what_changed(self, rows: Ints, truth: Ints) -> None:
        place = self.setting.catalogue.attributes.index("satisfaction")
        stale = self.known[rows, place] != truth[rows, place]
        self.known[rows[stale], place] = -1

    def _show(self, column: int) -> None:
        for name, counts in self.signs.items():
            shown = self.setting.calendar.signs[name][:, column]
            rows = np.flatnonzero(shown >= 0)
            counts[rows, shown[rows]] += 1.0

    def _shown(self, name: str, place: int, rows: Ints) -> Floats | None:
        if name not in self.signs:
            return None
        counts = self.signs[name][rows]
        people = self.setting.people
        anybody = people.kind_weights @ people.likelihood[place]
        own = np.log(1.0 + TRUE_SIGNS / ((1.0 - TRUE_SIGNS) * anybody))
        logs = counts * own
        likely: Floats = np.exp(logs - logs.max(axis=1, keepdims=True))
        return likely

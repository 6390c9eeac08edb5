"""The hard rules of asking, written again in Python, from the requirements alone.

Neither the engine's SQL nor the audit's is looked at, so that a mistake in either cannot hide here.
Each rule is a function that says whether one decision breaks it.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from tests.orchestration.profiling.histories import (
    NOW,
    Ask,
    Customer,
    History,
    Row,
    limit,
    seed,
)


@dataclass(frozen=True)
class Decision:
    """One row of the engine's decisions that asks something."""

    customer_id: str
    rank: int
    question_id: str
    channel: str | None
    context: str | None


@dataclass(frozen=True)
class Case:
    """One decision with all that a rule may look at."""

    history: History
    decisions: tuple[Decision, ...]
    decision: Decision
    customer: Customer
    question: Row

    @property
    def asks(self) -> list[Ask]:
        """What the customer was asked before."""
        return [ask for ask in self.history.asks if ask.customer_id == self.decision.customer_id]

    @property
    def asks_of_the_question(self) -> list[Ask]:
        """How often the customer was asked this very question."""
        return [ask for ask in self.asks if ask.question_id == self.decision.question_id]


def broken_rules(history: History, decisions: Iterable[Decision]) -> set[tuple[str, str, str]]:
    """Return rule, customer and question of each breach among decisions of known questions and
    customers."""
    together = tuple(decisions)
    by_id = {customer.customer_id: customer for customer in history.customers}
    found = set()
    for decision in together:
        question = history.question(decision.question_id)
        assert question is not None
        case = Case(history, together, decision, by_id[decision.customer_id], question)
        for rule, is_broken in HARD_RULES.items():
            if is_broken(case):
                found.add((rule, decision.customer_id, decision.question_id))
    return found


def _switched_off(case: Case) -> bool:
    return case.question["is_active"] != "true"


def _nobody_uses_it(case: Case) -> bool:
    if case.decision.question_id in case.history.unused:
        return True
    uses = [use for use in seed("question_uses") if use["question_id"] == case.decision.question_id]
    return not any(float(use["worth"]) > 0 for use in uses)


def _special_category(case: Case) -> bool:
    return case.question["sensitivity"] not in ("none", "personal")


def _too_many_refuse(case: Case) -> bool:
    asks = [ask for ask in case.history.asks if ask.question_id == case.decision.question_id]
    if not asks:
        return False
    total, z = len(asks), 1.96
    share = sum(ask.status == "refused" for ask in asks) / total
    centre = share + z * z / (2 * total)
    spread = z * sqrt((share * (1 - share) + z * z / (4 * total)) / total)
    return (centre - spread) / (1 + z * z / total) > limit("refusal_brake")


def _objected_to_profiling(case: Case) -> bool:
    return case.customer.has_profiling_objection is not False


def _already_known(case: Case) -> bool:
    days = case.question["expiry_days"]
    known_at: list[datetime | None] = [
        ask.answered_at for ask in case.asks_of_the_question if ask.status == "answered"
    ]
    known_at += [
        known.occurred_at
        for known in case.history.known
        if known.customer_id == case.decision.customer_id
        and known.attribute_name == case.question["attribute_name"]
    ]
    return any(
        not days or moment is None or moment + timedelta(days=int(days)) > NOW
        for moment in known_at
    )


def _surely_inferred(case: Case) -> bool:
    guessed = {row["attribute_name"]: row for row in seed("guessed_attributes")}
    attribute = case.question["attribute_name"]
    if attribute not in guessed:
        return False
    shown = [
        taste
        for taste in case.history.tastes
        if taste.customer_id == case.decision.customer_id
        and taste.preference_name == guessed[attribute]["preference_name"]
        and _is_of_kind(taste.preference_value, guessed[attribute]["value_kind"])
    ]
    first = min(shown, key=lambda taste: taste.behaviour_rank, default=None)
    if first is None:
        return False
    level = next(
        (
            name
            for name in ("strong", "fair")
            if first.sign_count >= limit(f"guess_{name}_signs")
            and first.behaviour_share >= limit(f"guess_{name}_share")
        ),
        "weak",
    )
    worth = sum(
        float(use["worth"])
        for use in seed("question_uses")
        if use["question_id"] == case.decision.question_id
        and use["question_id"] not in case.history.unused
    )
    return any(
        one.confidence >= limit("sure_guess_confidence")
        and worth * (1 - one.confidence) <= limit("costly_doubt")
        for one in case.history.reliability
        if (one.attribute_name, one.evidence_level) == (attribute, level)
    )


def _is_of_kind(value: str, kind: str) -> bool:
    return kind == "any" or value[0].isdigit() == (kind == "number")


def _no_consent(case: Case) -> bool:
    customer = case.customer
    agreed = {
        "profiling": customer.can_profile,
        "personalisation": customer.can_personalise,
        "marketing": any((customer.can_email, customer.can_sms, customer.can_push)),
    }
    return not agreed[case.question["purpose"]]


def _wrong_stage(case: Case) -> bool:
    stages = case.question["stages"].split("|")
    return stages != ["any"] and case.customer.lifecycle_stage not in stages


def _too_personal(case: Case) -> bool:
    level = case.customer.understanding_level or 0
    reach = level + limit("generality_above_understanding")
    return level < int(case.question["min_understanding_level"]) or (
        int(case.question["generality"]) > reach
    )


def _waits_for_another(case: Case) -> bool:
    return any(
        not _holds(condition, _known_value(case, condition["attribute_name"]))
        for condition in seed("question_prerequisites")
        if condition["question_id"] == case.decision.question_id
    )


def _holds(condition: Row, value: str | None) -> bool:
    values = condition["attribute_values"].split("|")
    if condition["condition"] == "known":
        return value is not None
    return (value in values) == (condition["condition"] == "is")


def _known_value(case: Case, attribute: str) -> str | None:
    for known in case.history.known:
        if (known.customer_id, known.attribute_name) == (case.decision.customer_id, attribute):
            return known.attribute_value
    fills = [row["question_id"] for row in seed("questions") if row["attribute_name"] == attribute]
    answers = [ask for ask in case.asks if ask.question_id in fills and ask.status == "answered"]
    last = max(answers, key=lambda ask: ask.answered_at or ask.asked_at, default=None)
    return last.answer_value if last else None


def _out_of_context(case: Case) -> bool:
    contexts = case.question["contexts"].split("|")
    if contexts == ["any"]:
        return case.decision.context != "any"
    memory = timedelta(days=limit("context_memory_days"))
    seen = {case.customer.favourite_category} | {
        view.category
        for view in case.history.views
        if view.customer_id == case.decision.customer_id and view.last_viewed_at + memory > NOW
    }
    return case.decision.context not in contexts or case.decision.context not in seen


def _no_channel(case: Case) -> bool:
    channel, customer = case.decision.channel, case.customer
    memory = timedelta(days=limit("channel_memory_days"))
    if channel not in case.question["channels"].split("|"):
        return True
    if channel == "email":
        return not (customer.can_email and customer.email)
    if channel == "call":
        return not (customer.can_sms and customer.phone)
    last = {
        "web": customer.last_web_seen_at,
        "app": customer.last_app_seen_at,
        "store": customer.last_store_seen_at,
    }[channel or ""]
    return last is None or last + memory <= NOW


def _refused_recently(case: Case) -> bool:
    cooldown = timedelta(days=int(case.question["cooldown_days"]))
    return any(
        ask.status != "answered" and ask.asked_at + cooldown > NOW
        for ask in case.asks_of_the_question
    )


def _asked_just_now(case: Case) -> bool:
    peace = timedelta(days=limit("min_days_between_asks"))
    return any(ask.asked_at + peace > NOW for ask in case.asks)


def _asked_too_often(case: Case) -> bool:
    month = timedelta(days=30)
    asks = sum(ask.asked_at + month > NOW for ask in case.asks)
    return asks + case.decision.rank > limit("max_asks_per_30_days")


def _week_is_full(case: Case) -> bool:
    places = case.question["max_asks_per_week"]
    question_id = case.decision.question_id
    asked = sum(
        ask.question_id == question_id and ask.asked_at + timedelta(days=7) > NOW
        for ask in case.history.asks
    )
    chosen = sum(decision.question_id == question_id for decision in case.decisions)
    return bool(places) and asked + chosen > int(places)


def _form_too_long(case: Case) -> bool:
    return case.decision.rank > limit("asks_per_form")


def _ranks_with_gaps(case: Case) -> bool:
    form = [one for one in case.decisions if one.customer_id == case.decision.customer_id]
    form.sort(key=lambda one: (one.rank, one.question_id))
    return case.decision.rank != form.index(case.decision) + 1


def _attribute_twice(case: Case) -> bool:
    counts = Counter(
        one.question_id for one in case.decisions if one.customer_id == case.decision.customer_id
    )
    return counts[case.decision.question_id] > 1


HARD_RULES: dict[str, Callable[[Case], bool]] = {
    "switched_off": _switched_off,
    "nobody_uses_it": _nobody_uses_it,
    "special_category": _special_category,
    "too_many_refuse": _too_many_refuse,
    "objected_to_profiling": _objected_to_profiling,
    "already_known": _already_known,
    "surely_inferred": _surely_inferred,
    "no_consent": _no_consent,
    "wrong_stage": _wrong_stage,
    "too_personal": _too_personal,
    "waits_for_another": _waits_for_another,
    "out_of_context": _out_of_context,
    "no_channel": _no_channel,
    "refused_recently": _refused_recently,
    "asked_just_now": _asked_just_now,
    "asked_too_often": _asked_too_often,
    "week_is_full": _week_is_full,
    "form_too_long": _form_too_long,
    "ranks_with_gaps": _ranks_with_gaps,
    "attribute_twice": _attribute_twice,
}

"""The hard rules of asking, written again from the requirements and not from the engine's SQL.

Each function reads the raw history. The engine's own steps, views and verdicts are never looked
at, so that a mistake there cannot hide here.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tests.orchestration.profiling.histories import NOW, Ask, Customer, History, Known, catalogue

CHANNEL_MEMORY = timedelta(days=180)


def violations(
    history: History, customer: Customer, question_id: str, channel: str, context: str
) -> Iterator[str]:
    """Yield, in words, each hard rule that asking this question now would break."""
    question = next(row for row in catalogue() if row["question_id"] == question_id)
    asks = [ask for ask in history.asks if ask.customer_id == customer.customer_id]
    known = [item for item in history.known if item.customer_id == customer.customer_id]
    yield from _catalogue_violations(question)
    yield from _knowledge_violations(question, customer, asks, known)
    yield from _pace_violations(question, asks)
    yield from _trust_violations(question, customer)
    yield from _place_violations(question, customer, channel, context)


def _catalogue_violations(question: dict[str, str]) -> Iterator[str]:
    if question["is_active"] != "true":
        yield "R25: the question is switched off"
    if not question["used_by"].strip():
        yield "R25: nobody uses the answer"
    if question["sensitivity"] not in ("none", "personal"):
        yield "R12: a special category of data"


def _knowledge_violations(
    question: dict[str, str], customer: Customer, asks: list[Ask], known: list[Known]
) -> Iterator[str]:
    attribute = question["attribute_name"]
    life = timedelta(days=int(question["expiry_days"])) if question["expiry_days"] else None

    def is_fresh(moment: datetime | None) -> bool:
        return moment is None or life is None or moment + life > NOW

    for ask in asks:
        is_answer = ask.question_id == question["question_id"] and ask.status == "answered"
        if is_answer and is_fresh(ask.asked_at):
            yield f"R21: answered at {ask.asked_at}"
    for item in known:
        if item.attribute_name == attribute and is_fresh(item.occurred_at):
            yield f"R21: known since {item.occurred_at}"
    shown = {
        "favourite_category": customer.favourite_category,
        "favourite_brand": customer.favourite_brand,
        "preferred_channel": customer.preferred_channel,
        "preferred_store": customer.nearest_store_id,
    }.get(attribute)
    if shown and customer.order_count >= 3 and is_fresh(customer.last_order_at or NOW):
        yield "R21: three orders already show it"


def _pace_violations(question: dict[str, str], asks: list[Ask]) -> Iterator[str]:
    cooldown = timedelta(days=int(question["cooldown_days"]))
    for ask in asks:
        is_same = ask.question_id == question["question_id"]
        if is_same and ask.status != "answered" and ask.asked_at + cooldown > NOW:
            yield f"R22: refused or ignored at {ask.asked_at}"
        if ask.asked_at + timedelta(days=3) > NOW:
            yield f"R22: asked something at {ask.asked_at}"
    if sum(ask.asked_at + timedelta(days=30) > NOW for ask in asks) >= 4:
        yield "R22: asked four times within a month"


def _trust_violations(question: dict[str, str], customer: Customer) -> Iterator[str]:
    if customer.understanding_level < int(question["min_understanding_level"]):
        yield "R23: not known well enough for this question"
    if int(question["generality"]) > customer.understanding_level + 1:
        yield "R23: too personal for the level of understanding"
    if customer.has_profiling_objection:
        yield "R32: the customer objected to profiling"
    may_market = any((customer.can_email, customer.can_sms, customer.can_push))
    consents = {
        "profiling": customer.can_profile,
        "personalisation": customer.can_personalise,
        "marketing": may_market,
    }
    if not consents[question["purpose"]]:
        yield f"R31: no consent for {question['purpose']}"


def _place_violations(
    question: dict[str, str], customer: Customer, channel: str, context: str
) -> Iterator[str]:
    stages = question["stages"].split("|")
    if stages != ["any"] and customer.lifecycle_stage not in stages:
        yield "R24: not a question of this stage"
    contexts = question["contexts"].split("|")
    is_at_place = context in contexts and context == customer.favourite_category
    if contexts != ["any"] and not is_at_place:
        yield "R24: out of context"
    if channel not in question["channels"].split("|"):
        yield "R24: not a question of this channel"
    seen = {
        "web": customer.last_web_seen_at,
        "app": customer.last_app_seen_at,
        "store": customer.last_store_seen_at,
    }
    if channel in seen:
        last = seen[channel]
        if last is None or last + CHANNEL_MEMORY <= NOW:
            yield f"R24: not seen in {channel} of late"
    if channel == "email" and not (customer.can_email and customer.email):
        yield "R31: no e-mail that may be written to"
    if channel == "call" and not (customer.can_sms and customer.phone):
        yield "R31: no number that may be called"

"""Draws what is known of one customer for reading on a screen, a hundred columns wide."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from orchestration.lib.customer.view import CustomerView, Row
from orchestration.lib.explanation.times import BEGINNING_OF_TIME, END_OF_TIME

WIDTH = 100
# A long history of devices says little; the latest are what anyone asks for.
_MOST_DEVICES = 8
_LABEL_WIDTH = 20
# Attribute, value, origin, day and reason: with what is between them, a line.
_ATTRIBUTE_WIDTHS = (20, 26, 19, 10, 14)

# What the profile shows of a person, first things first.
_ATTRIBUTES = (
    "first_name", "last_name", "sex", "birth_date", "language", "email", "phone", "address_line",
    "postcode", "city", "region", "country_code", "csp", "family_situation", "children_count",
    "loyalty_tier", "loyalty_points", "nearest_store_id", "favourite_category",
    "favourite_brand", "favourite_size", "favourite_colour", "preferred_channel",
)  # fmt: skip


def draw_customer(view: CustomerView) -> RenderableType:
    """Draw a customer, one section after another; a section with nothing in it says so."""
    sections = (
        ("Who", _who(view)),
        ("Standing", _standing(view)),
        ("Segments", _segments(view)),
        ("Customer service", _service(view)),
        ("Identifiers", _identifiers(view)),
        ("Devices", _devices(view)),
        ("Household", _household(view)),
        ("Consents", _consents(view)),
        ("Next question", _question(view)),
        ("Timeline", _timeline(view)),
    )
    return Group(*_title(view), *(part for section in sections for part in _section(*section)))


def _section(title: str, content: RenderableType) -> Iterator[RenderableType]:
    yield Text()
    yield Rule(Text(title, style="bold"), align="left", style="dim", characters="─")
    yield Padding(content, (0, 0, 0, 2))


def _title(view: CustomerView) -> Iterator[RenderableType]:
    customer = view.customer
    names = [customer.get("first_name"), customer.get("last_name")]
    name = " ".join(part for part in names if part) or "Name unknown"
    yield Text.assemble((name, "bold"), "  ", (view.customer_id, "dim"))
    if view.as_of_at is not None:
        yield Text(f"As of {view.as_of_at:%d %B %Y %H:%M} UTC. {view.note}".strip(), style="dim")
    elif view.note:
        yield Text(view.note, style="dim")


def _who(view: CustomerView) -> RenderableType:
    if not view.attributes:
        known = [name for name in _ATTRIBUTES if view.customer.get(name) is not None]
        return _pairs([(_words(name), str(view.customer[name])) for name in known])
    table = _grid("", "value", "known from", "stated", "won as")
    for column, width in zip(table.columns, _ATTRIBUTE_WIDTHS, strict=True):
        column.width = width
    # A word that is repeated down a column is read once.
    for name, rows in groupby(sorted(view.attributes, key=_place), _attribute_name):
        for number, row in enumerate(rows):
            origin = ", ".join(_words(row[of]) for of in ("value_kind", "source_name") if row[of])
            table.add_row(
                Text(_words(name) if number == 0 else "", style="dim"),
                str(row["attribute_value"]),
                origin,
                _day(row["stated_at"]),
                Text(_decision(row), style="dim"),
            )
    return table


def _attribute_name(row: Row) -> str:
    return str(row["attribute_name"])


def _place(row: Row) -> tuple[int, str]:
    """Return where an attribute stands: what is asked first about anybody, then by its name."""
    name = _attribute_name(row)
    return (_ATTRIBUTES.index(name) if name in _ATTRIBUTES else len(_ATTRIBUTES), name)


def _decision(row: Row) -> str:
    """Return by what a value won of how many; nothing, where there was no other."""
    if row["status"] != "won" or not row["other_count"]:
        return ""
    return f"{row['decided_by']} of {row['other_count'] + 1}"


def _standing(view: CustomerView) -> RenderableType:
    customer = view.customer
    seen = (
        f"{_day(customer.get('first_seen_at'))} ({customer.get('first_seen_channel')}) to "
        f"{_day(customer.get('last_seen_at'))} ({customer.get('last_seen_channel')})"
    )
    lines: list[tuple[str, str | Text]] = [
        ("stage", _reasoned(customer.get("lifecycle_stage"), customer.get("lifecycle_reason"))),
        (
            "understanding",
            _reasoned(
                f"level {customer.get('understanding_level')} of 4",
                customer.get("understanding_reason"),
            ),
        ),
        ("RFM", _rfm(customer)),
        ("orders", _orders(customer)),
        ("seen", seen),
    ]
    return _pairs(lines)


def _rfm(customer: Row) -> str:
    scores = [customer.get(f"{name}_score") for name in ("recency", "frequency", "monetary")]
    if None in scores:
        return "no purchase, no score"
    digits = ", ".join(
        f"{name} {score}"
        for name, score in zip(("recency", "frequency", "amount"), scores, strict=True)
    )
    return f"{_words(customer.get('rfm_segment'))}: {digits}, of 5 each"


def _orders(customer: Row) -> str:
    count = customer.get("order_count") or 0
    if not count:
        return "none"
    return (
        f"{count:,} for {_money(customer.get('total_amount'), customer.get('currency'))}, "
        f"the last on {_day(customer.get('last_order_at'))}"
    )


def _segments(view: CustomerView) -> RenderableType:
    if not view.segments:
        return _nothing("In no segment.")
    return _pairs([(row["name_en"], str(row["reason"])) for row in view.segments], width=26)


def _service(view: CustomerView) -> RenderableType:
    service = view.service
    if service is None:
        return _nothing("Not published.")
    lines = [("last contact", _contact(service)), ("open requests", _open_requests(service))]
    if service["last_sentiment"]:
        lines.append(("last mood", str(service["last_sentiment"])))
    if service["last_nps_score"] is not None:
        lines.append(("would recommend us", f"{service['last_nps_score']} of 10"))
    if service["last_order_id"]:
        order = [
            service["last_order_id"],
            service["last_order_status"],
            _money(service["last_order_amount"], service["currency"]),
            service["last_order_channel"],
            _day(service["last_order_at"]),
        ]
        lines.append(("last order", ", ".join(order)))
    if service["open_cart_id"]:
        amount, left_on = service["open_cart_amount"], _day(service["open_cart_left_at"])
        lines.append(("cart left", f"{service['open_cart_id']}, {_money(amount, None)}, {left_on}"))
    ways = [way for way in ("email", "sms", "push") if service[f"can_{way}"]]
    lines.append(("may be written to", f"by {', '.join(ways)}" if ways else "by no channel"))
    return _pairs(lines)


def _contact(service: Row) -> str:
    if service["last_contact_at"] is None:
        return "never"
    said = [
        _day(service["last_contact_at"]),
        service["last_contact_channel"],
        service["last_contact_topic"],
        service["last_contact_status"],
        service["last_contact_sentiment"],
    ]
    return f"{', '.join(str(part) for part in said if part)} ({service['contact_count']} in all)"


def _open_requests(service: Row) -> str | Text:
    if not service["open_request_count"]:
        return "none"
    since = _day(service["oldest_open_request_at"])
    return Text(f"{service['open_request_count']}, the oldest since {since}", style="yellow")


def _identifiers(view: CustomerView) -> RenderableType:
    table = _grid("type", "value", "held", "last seen", "records", "")
    for row in view.identifiers:
        table.add_row(
            Text(str(row["identifier_type"]), style="dim"),
            str(row["identifier_value"]),
            _span(row["valid_from_at"], row["valid_to_at"], is_current=row["is_current"]),
            _day(row["last_seen_at"]),
            f"{row['observation_count']:,}",
            Text("verified" if row["is_verified"] else "", style="dim"),
        )
    return table if view.identifiers else _nothing("None.")


def _devices(view: CustomerView) -> RenderableType:
    if not view.devices:
        return _nothing("None was claimed.")
    table = _grid("type", "device", "from", "to", "because")
    for row in view.devices[:_MOST_DEVICES]:
        table.add_row(
            Text(str(row["device_type"]), style="dim"),
            str(row["device_value"]),
            _day(row["valid_from_at"]),
            _until(row["valid_to_at"], view.as_of_at),
            Text(_words(row["basis"]), style="dim"),
        )
    more = len(view.devices) - _MOST_DEVICES
    return Group(table, _nothing(f"and {more} earlier")) if more > 0 else table


def _household(view: CustomerView) -> RenderableType:
    parts: list[RenderableType] = []
    if view.household is None:
        parts.append(_nothing("Nothing shows well enough that somebody shares the household."))
    else:
        household = view.household
        worth = _money(household["total_amount"], household["currency"])
        recent = _money(household["total_amount_365_days"], household["currency"])
        parts.append(
            Text(
                f"{household['household_id']}: {household['member_count']} customers, "
                f"{household['order_count']} orders for {worth}, {recent} within a year"
            )
        )
    if view.relations:
        table = _grid("with", "sure", "because of", "")
        for row in view.relations:
            table.add_row(
                str(row["other_customer_id"]),
                f"{100 * row['confidence']:.0f} %",
                _words(row["evidence"]),
                Text("" if row["is_strong"] else "too little", style="dim"),
            )
        parts.append(table)
    return Group(*parts)


def _consents(view: CustomerView) -> RenderableType:
    if not view.consents:
        return _nothing("Never asked, so nothing is allowed that needs consent.")
    table = _grid("purpose", "", "since", "given by", "reason")
    for row in view.consents:
        is_granted = row["is_granted"]
        table.add_row(
            str(row["name_en"]),
            Text("yes" if is_granted else "no", style="green" if is_granted else "red"),
            _day(row["decided_at"]),
            _words(row["consent_source"]),
            Text(str(row["reason"] or ""), style="dim"),
        )
    return table


def _question(view: CustomerView) -> RenderableType:
    question = view.question
    if question is None:
        return _nothing("Not decided.")
    if question["question_id"] is None:
        return _pairs([("nothing", str(question["reason"]))])
    return _pairs(
        [
            ("ask", f"{question['text_en']} ({question['question_id']})"),
            ("by", str(question["channel"])),
            ("because", str(question["reason"])),
        ]
    )


def _timeline(view: CustomerView) -> RenderableType:
    if not view.timeline:
        return _nothing("Nothing happened yet.")
    table = _grid("when", "what", "about", "amount", headers=False)
    for number, rows in enumerate(_by_session(view.timeline)):
        session = next((row for row in rows if row["session_id"] is not None), None)
        if session is not None:
            if number:
                table.add_row("", "", "", "")
            table.add_row(*_session(session))
        for row in rows:
            table.add_row(
                Text(f"{row['occurred_at']:%H:%M:%S}".rjust(16), style="dim")
                if session is not None
                else _minute(row["occurred_at"]),
                _event(row, is_inside=session is not None),
                _subject(row),
                _money(row["amount"], row["currency"]) if row["amount"] is not None else "",
            )
    return Group(Text("The latest first, times in UTC.", style="dim"), table)


def _by_session(timeline: Sequence[Row]) -> list[list[Row]]:
    """Return the events in groups: those of a session, with what else happened in its time."""
    groups: dict[str, list[Row]] = {}
    spans = {
        row["session_id"]: (row["session_started_at"], row["session_ended_at"])
        for row in timeline
        if row["session_id"] is not None
    }
    for row in timeline:
        key = row["session_id"] or next(
            (name for name, (start, end) in spans.items() if start <= row["occurred_at"] <= end),
            row["customer_event_id"],
        )
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _session(row: Row) -> tuple[RenderableType, ...]:
    seconds = (row["session_ended_at"] - row["session_started_at"]).total_seconds()
    length = f"{seconds / 60:.0f} min" if seconds >= 60 else f"{seconds:.0f} s"
    brought_by = row["brought_by"]
    came = "came directly" if brought_by == "direct" else f"brought by {brought_by}"
    return (
        Text(_minute(row["session_started_at"]), style="bold"),
        Text(f"{row['channel']} session", style="bold"),
        Text(f"{row['session_event_count']} events in {length}, {came}"),
        "",
    )


def _event(row: Row, *, is_inside: bool) -> str:
    name = _words(row["event_type"])
    return name if is_inside or not row["channel"] else f"{row['channel']}: {name}"


def _subject(row: Row) -> str:
    if row["subject"] is None:
        return ""
    return f"{_words(row['subject_type'] or '')} {row['subject']}".strip()


def _grid(*titles: str, headers: bool = True) -> Table:
    table = Table(
        box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=headers, header_style="dim"
    )
    for title in titles:
        is_number = title in ("records", "sure", "amount")
        # An id cut short cannot be copied.
        table.add_column(title, justify="right" if is_number else "left", overflow="fold")
    return table


def _pairs(lines: Sequence[tuple[str, str | Text]], *, width: int = _LABEL_WIDTH) -> RenderableType:
    if not lines:
        return _nothing("Nothing is known.")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(min_width=width, style="dim")
    table.add_column(overflow="fold")
    for label, value in lines:
        table.add_row(label, value)
    return table


def _reasoned(value: Any, reason: Any) -> Text:
    return Text.assemble(_words(value), (f": {reason}" if reason else "", "dim"))


def _nothing(sentence: str) -> Text:
    return Text(sentence, style="dim")


def _words(name: Any) -> str:
    return str(name if name is not None else "").replace("_", " ")


def _money(amount: Any, currency: Any) -> str:
    if amount is None:
        return "nothing"
    return f"{amount:,.2f} {currency}" if currency else f"{amount:,.2f}"


def _span(since: datetime | None, until: datetime | None, *, is_current: bool) -> str:
    start, end = _day(since), _day(until)
    if not start and not end:
        return "always" if is_current else ""
    return f"{start or 'first'} to {end or 'now'}"


def _until(moment: datetime | None, as_of: datetime | None) -> str:
    is_over = moment is not None and (as_of is None or moment <= as_of)
    return _day(moment) if is_over else "now"


def _day(moment: datetime | None) -> str:
    if moment is None or moment in (BEGINNING_OF_TIME, END_OF_TIME):
        return ""
    return f"{moment:%Y-%m-%d}"


def _minute(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment is not None else ""

"""The access report as one page that needs nothing else: no script, no image, no link outside."""

import json
from collections.abc import Iterable
from datetime import date, datetime
from html import escape
from typing import Any

from orchestration.lib.privacy.declarations import classes_by_name
from orchestration.lib.privacy.landing_tables import read_landing_tables
from orchestration.lib.privacy.redaction import WITHHELD
from orchestration.lib.privacy.texts import code, label, texts

Row = dict[str, Any]

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; color: #1d1d1f; background: #fff;
  max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.8rem; }
h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 2px solid #ccc; }
h3 { font-size: 1.05rem; } table { border-collapse: collapse; font-size: .85rem; margin: .5rem 0; }
th, td { border: 1px solid #d0d0d5; padding: .25rem .5rem; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { background: #f3f3f6; } .wide { overflow-x: auto; }
summary { cursor: pointer; font-weight: 600; }
nav li { margin: .1rem 0; } @media print { details { display: block; } }
"""
_HEAD = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
"""
_FOR_EVER, _EVER_BEFORE = 9999, 1900
# Of a purchase, an identifier and so on, what a person wants to read; the JSON file has the rest.
_PURCHASE = (
    "ordered_at", "order_id", "order_channel", "store_id", "status", "items_amount",
    "discount_amount", "shipping_amount", "returned_amount", "net_amount", "currency", "is_gift",
    "coupon_code",
)  # fmt: skip
_LINE = (
    "ordered_at", "order_id", "product_name", "brand", "colour", "size", "quantity",
    "line_amount", "currency", "is_return",
)  # fmt: skip
_IDENTIFIER = (
    "identifier_type", "identifier_value", "valid_from_at", "valid_to_at", "first_seen_at",
    "last_seen_at", "is_verified",
)  # fmt: skip
_DEVICE = ("device_type", "device_value", "valid_from_at", "valid_to_at", "basis")
_EVENT = ("occurred_at", "channel", "event_type", "subject_type", "subject", "amount", "currency")
_ORIGIN = (
    "attribute_name", "attribute_value", "value_kind", "source_name", "occurred_at", "confidence",
    "decided_by", "reason",
)  # fmt: skip


def draw_page(report: dict[str, Any], language: str) -> str:
    """Return the page, in French (`fr`) or in English (`en`).

    Args:
        report: What `access.report_of` returned.
        language: Of all words that are not data.
    """
    return _Page(report, language).draw()


class _Page:
    def __init__(self, report: dict[str, Any], language: str) -> None:
        self.report = report
        self.language = language
        self.texts = texts(language)
        self.marts: dict[str, list[Row]] = report["marts"]

    def draw(self) -> str:
        sections = {
            "profile": self._profile(),
            "choices": self._choices(),
            "inferred": self._paragraph("inferred_text") + self._table(self.report["inferred"]),
            "purchases": self._purchases(),
            "identifiers": self._identifiers(),
            "origin": self._origin(),
            "timeline": self._timeline(),
            "contact": self._table(self.marts.get("contacts", [])),
            "purposes": self._table(self.report["purposes"]),
            "recipients": self._table(self.report["recipients"]),
            "retention": self._retention(),
            "sources": self._table(self.report["sources"]),
            "records": self._records(),
            "others": self._others(),
            "rights": self._paragraph("rights_text"),
        }
        head = _HEAD.format(language=self.language, title=escape(self.texts["title"]), style=_STYLE)
        contents = "".join(
            f'<li><a href="#{name}">{escape(self.texts[name])}</a></li>' for name in sections
        )
        body = "".join(
            f'<section id="{name}"><h2>{escape(self.texts[name])}</h2>{content}</section>\n'
            for name, content in sections.items()
        )
        return (
            f"{head}<h1>{escape(self.texts['title'])}</h1>\n{self._opening()}"
            f"<nav><h2>{escape(self.texts['contents'])}</h2><ul>{contents}</ul></nav>\n"
            f"{body}</body>\n</html>\n"
        )

    def _opening(self) -> str:
        about = self.report["about"]
        facts = {"as_of": about["as_of"], "your_id": about["customer_id"]}
        if about["former_customer_ids"]:
            facts["former_ids"] = ", ".join(about["former_customer_ids"])
        lines = "".join(
            f"<p><strong>{escape(self.texts[name])}</strong>: {self._cell(value)}</p>"
            for name, value in facts.items()
        )
        if about["withheld_values"]:
            lines += f"<p>{about['withheld_values']} {escape(self.texts['withheld_text'])}</p>"
        return self._paragraph("intro") + lines

    def _profile(self) -> str:
        """The person's row, upright, without what was not found out and what stands elsewhere."""
        rows = [
            {"what": label(name, self.language), "value": value}
            for customer in self.marts.get("customers", [])
            for name, value in customer.items()
            if value not in (None, "") and not (name.startswith("is_") and value is False)
        ]
        return self._table(rows)

    def _choices(self) -> str:
        consents = [
            {
                "purpose": row[f"name_{self.language}"],
                "is_granted": row["is_granted"],
                "decided_at": row["decided_at"],
                "contact_point": row["contact_point"],
                "consent_source": row["consent_source"],
                "text_version": row["text_version"],
                "reason": row["reason"],
            }
            for row in self.marts.get("customer_consents", [])
        ]
        return self._paragraph("choices_text") + self._table(consents)

    def _purchases(self) -> str:
        orders = sorted(self.marts.get("orders", []), key=_when, reverse=True)
        lines = sorted(self.marts.get("order_lines", []), key=_when, reverse=True)
        return self._table(orders, _PURCHASE) + self._folded(lines, _LINE)

    def _timeline(self) -> str:
        events = self.marts.get("customer_events", [])
        return self._folded(sorted(events, key=_when, reverse=True), _EVENT)

    def _identifiers(self) -> str:
        return (
            self._paragraph("identifiers_text")
            + self._table(self.marts.get("customer_identifiers", []), _IDENTIFIER)
            + self._table(self.marts.get("customer_devices", []), _DEVICE)
            + f"<h3>{escape(self.texts['links'])}</h3>"
            + self._table(self.report["identity_links"])
        )

    def _origin(self) -> str:
        attributes = self.report["evidence"].get("int_profile__attributes_survived", [])
        return self._paragraph("origin_text") + self._table(attributes, _ORIGIN)

    def _retention(self) -> str:
        rows = self.report["retention"]
        if not rows:
            return self._paragraph("retention_none")
        names = classes_by_name()
        return self._table(
            [
                {
                    "data": names.get(row["data_class"], {}).get(
                        f"name_{self.language}", row["data_class"]
                    ),
                    "period": f"{row['keep_days']} {self.texts['days']}"
                    if row["keep_days"]
                    else self.texts["unlimited"],
                    "reason": row["reason_fr" if self.language == "fr" else "reason"],
                }
                for row in rows
            ]
        )

    def _records(self) -> str:
        parts = [self._paragraph("records_text")]
        for table in read_landing_tables().values():
            rows = self.report["records_as_delivered"].get(f"{table.source}.{table.table}", [])
            if rows:
                title = f"{table.labels[self.language]} ({table.table})"
                # As delivered: not even a code is put into other words.
                parts.append(f"<h3>{escape(title)}</h3>{self._folded(rows, in_words=False)}")
        return "".join(parts)

    def _others(self) -> str:
        shown = {f"base_{name.replace('.', '__')}" for name in self.report["records_as_delivered"]}
        shown |= set(self.marts)
        rows = [
            {"table": name, "rows": count}
            for name, count in self.report["rows_by_table"].items()
            if name.split(".")[1] not in shown
        ]
        return self._paragraph("others_text") + self._folded(rows)

    def _paragraph(self, name: str) -> str:
        return f"<p>{escape(self.texts[name])}</p>"

    def _folded(
        self, rows: list[Row], columns: Iterable[str] = (), *, in_words: bool = True
    ) -> str:
        """A long table, shown when asked for."""
        if not rows:
            return self._paragraph("nothing")
        count = f"{len(rows)} {escape(self.texts['rows'])}"
        table = self._table(rows, columns, in_words=in_words)
        return f"<details><summary>{count}</summary>{table}</details>"

    def _table(self, rows: list[Row], columns: Iterable[str] = (), *, in_words: bool = True) -> str:
        """A table of the columns that have any value."""
        if not rows:
            return self._paragraph("nothing")
        names = columns or dict.fromkeys(name for row in rows for name in row)
        names = [name for name in names if any(row.get(name) not in (None, "") for row in rows)]
        head = "".join(f"<th>{escape(self._name(name))}</th>" for name in names)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{self._cell(row.get(name), in_words)}</td>" for name in names)
            + "</tr>\n"
            for row in rows
        )
        return f'<div class="wide"><table><tr>{head}</tr>\n{body}</table></div>'

    def _name(self, name: str) -> str:
        return self.texts.get(name) or label(name, self.language)

    def _cell(self, value: Any, in_words: bool = True) -> str:
        text = self._text(value)
        if in_words:
            text = code(text, self.language)
        return escape(text.replace(WITHHELD, self.texts["withheld"]))

    def _text(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.texts["yes" if value else "no"]
        if isinstance(value, date):
            return self._day(value)
        if isinstance(value, dict | list):
            return json.dumps(value, ensure_ascii=False)
        return str(value)

    def _day(self, moment: date) -> str:
        if moment.year >= _FOR_EVER:
            return self.texts["still"]
        if moment.year <= _EVER_BEFORE:
            return self.texts["always"]
        day = moment.strftime("%d/%m/%Y" if self.language == "fr" else "%Y-%m-%d")
        if isinstance(moment, datetime):
            return f"{day} {self.texts['at']} {moment:%H:%M} UTC"
        return day


def _when(row: Row) -> tuple[str, str]:
    moment = row.get("ordered_at") or row.get("occurred_at") or ""
    return str(moment), str(row.get("order_id") or row.get("customer_event_id"))

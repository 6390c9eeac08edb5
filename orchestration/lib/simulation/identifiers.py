"""The person keys of a block: e-mail addresses, phones, logins, cards and social subjects."""

from dataclasses import dataclass
from unicodedata import combining, normalize

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.lib.simulation import names
from orchestration.lib.simulation.arrays import Bools, Ints
from orchestration.lib.simulation.books import Book
from orchestration.lib.simulation.clock import DAY, END, at
from orchestration.lib.simulation.draws import Draws
from orchestration.lib.simulation.evidence import Evidence
from orchestration.lib.simulation.people import FOREVER, People
from orchestration.lib.simulation.rates import Rates
from orchestration.lib.simulation.text import based, digits, join, take

PROVIDERS = ("google", "facebook", "apple")
_MOBILE_PREFIXES = np.array([60, 61, 62, 64, 65, 66, 67, 68, 74, 75, 76, 77, 78, 79])
_PHONES = 14 * 10**7
_LETTERS = 36**5


def plain(name: str) -> str:
    """Return a name as it appears in an address: no accents, spaces, hyphens or apostrophes."""
    bare = "".join(c for c in normalize("NFKD", name.lower()) if not combining(c))
    return "".join(c for c in bare if c.isalnum())


_FIRST = pa.array([plain(n) for n in names.FEMALE_NAMES + names.MALE_NAMES])
_LAST = pa.array([plain(n) for n in names.LAST_NAMES])


@dataclass
class Identifiers:
    """Books by type, and the positions each person uses (-1 for none)."""

    people: People
    email: Book
    phone: Book
    login: Book
    card: Book
    social: Book
    cookie: Book
    mobile: Book
    main_email: Ints
    new_email: Ints
    email_changed: Ints
    hidden_email: Ints
    second_email: Ints
    role_email: Ints
    main_phone: Ints
    main_login: Ints
    second_login: Ints
    main_card: Ints
    main_social: Ints
    new_social: Ints
    social_changed: Ints
    provider: Ints
    links_card: Bools
    evidence: Evidence

    def email_at(self, rows: Ints, moments: Ints) -> Ints:
        """Return the address people use at a moment."""
        changed = moments >= self.email_changed[rows]
        email = np.where(changed, self.new_email[rows], self.main_email[rows])
        second = self.people.uses_second(rows, moments)
        return np.where(second, self.second_email[rows], email)

    def login_at(self, rows: Ints, moments: Ints) -> Ints:
        """Return the account people use at a moment."""
        second = self.people.uses_second(rows, moments)
        return np.where(second, self.second_login[rows], self.main_login[rows])

    def linkable(self) -> list[Bools]:
        """Return which identifiers of each book of the evidence lead to their owner's main key."""
        return self.evidence.linkable(
            [
                (self.login, self.main_login.copy()),
                (self.card, self.main_card.copy()),
                (self.email, self.main_email.copy()),
                (self.phone, self.main_phone.copy()),
            ]
        )


def _nothing(count: int) -> Ints:
    return np.full(count, -1, dtype=np.int64)


def _add_emails(draws: Draws, rates: Rates, people: People, book: Book) -> dict[str, Ints]:
    """Add the addresses: one a person, another after a change or for a second account, and more."""
    count = len(people)
    first = take(_FIRST, people.first_name)
    last = take(_LAST, people.last_name)
    number = pc.cast(pa.array(people.ids + 11), pa.string())
    domain = take(
        names.MAIL_DOMAINS, draws.below(len(names.MAIL_DOMAINS), "email/domain", people.ids)
    )
    domain = pc.if_else(pa.array(people.uses_gmail), "gmail.com", domain)
    dotted = join(first, ".", last, number, "@", domain)
    canonical = pc.if_else(
        pa.array(people.uses_gmail), join(first, last, number, "@gmail.com"), dotted
    )
    book.add(pa.array(names.PLACEHOLDER_EMAILS), -1, is_shared=True, mode="placeholder_email")

    main = _nothing(count)
    heirs = people.cast("recycled_email", 1)
    givers = people.cast("recycled_email", 0)
    has = people.has_email.copy()
    has[heirs] = False
    has[givers] = False
    rows = np.flatnonzero(has)
    main[rows] = book.add(canonical.take(rows), rows, typed=dotted.take(rows))
    reborn = at(2025, 8, 1)
    main[givers] = book.add(
        canonical.take(givers),
        givers,
        typed=dotted.take(givers),
        valid_to=reborn,
        mode="recycled_email",
    )
    main[heirs] = book.add(
        canonical.take(givers),
        heirs,
        typed=dotted.take(givers),
        valid_from=reborn,
        mode="recycled_email",
    )

    new = _nothing(count)
    changed = np.full(count, FOREVER, dtype=np.int64)
    may = people.has_account & has & (people.mode < 0)
    may &= people.account_created < END - 120 * DAY
    rows = np.flatnonzero(
        may & draws.chance(rates.records.email_change, "email/change", people.ids)
    )
    earliest = people.account_created[rows] + 60 * DAY
    share = draws.uniform("email/change_at", people.ids[rows])
    changed[rows] = earliest + (share**0.5 * (END - DAY // 2 - earliest)).astype(np.int64)
    text = join(last, ".", first, number, "@", "courriel.example").take(rows)
    new[rows] = book.add(text, rows, mode="email_change")

    hidden = _nothing(count)
    may = people.has_account & (people.mode < 0) & (new < 0)
    rows = np.flatnonzero(
        may & draws.chance(rates.records.hidden_guest_email, "email/hidden", people.ids)
    )
    text = join("pseudo", number, "@", "messagerie.example").take(rows)
    hidden[rows] = book.add(text, rows, mode="hidden_guest_email")

    second = _nothing(count)
    rows = np.flatnonzero(people.second_opened < FOREVER)
    text = join(first, "-", last, number, "@", "fournisseur.example").take(rows)
    second[rows] = book.add(text, rows, mode="second_account")

    role = _nothing(count)
    heads = people.cast("role_mailbox", 0)
    company = draws.below(len(names.COMPANIES), "email/company", people.ids[heads])
    text = join(
        "contact@",
        take(names.COMPANIES, company),
        pc.cast(pa.array(people.ids[heads] // 4), pa.string()),
        ".example",
    )
    shared = book.add(text, -1, holder=heads, is_shared=True, mode="role_mailbox")
    for colleague in range(3):
        role[heads + colleague] = shared
    return {
        "main": main,
        "new": new,
        "changed": changed,
        "hidden": hidden,
        "second": second,
        "role": role,
    }


def _add_phones(people: People, book: Book) -> Ints:
    """Add a mobile number per person; a recycled one is the same number with another owner.

    A father and his son have one number.
    """
    number = (people.ids * 60466177 + 83141593) % _PHONES
    prefix = _MOBILE_PREFIXES[number // 10**7]
    text = join("+33", digits(prefix, 2), digits(number % 10**7, 7))
    book.add(pa.array(names.PLACEHOLDER_PHONES), -1, is_shared=True, mode="placeholder_phone")
    heirs = people.cast("recycled_phone", 1)
    givers = people.cast("recycled_phone", 0)
    fathers = people.cast("father_and_son", 0)
    main = _nothing(len(people))
    has = people.has_phone.copy()
    for special in (heirs, givers, fathers, fathers + 1):
        has[special] = False
    rows = np.flatnonzero(has)
    main[rows] = book.add(text.take(rows), rows)
    reborn = at(2025, 8, 1)
    main[givers] = book.add(text.take(givers), givers, valid_to=reborn, mode="recycled_phone")
    main[heirs] = book.add(text.take(givers), heirs, valid_from=reborn, mode="recycled_phone")
    main[fathers] = book.add(
        text.take(fathers), fathers, holder=fathers, is_shared=True, mode="father_and_son"
    )
    main[fathers + 1] = main[fathers]
    return main


def _add_cards(people: People, book: Book) -> Ints:
    """Add a loyalty card per member; a household card has a holder but no single owner."""
    text = join("29", digits((people.ids * 7368787 + 4711) % 10**10, 10), "0")
    book.add(pa.array(["0"]), -1, is_shared=True, mode="default_id")
    heirs = people.cast("recycled_card", 1)
    givers = people.cast("recycled_card", 0)
    holders = people.cast("household_card", 0)
    main = _nothing(len(people))
    has = people.has_card.copy()
    for special in (heirs, givers, holders):
        has[special] = False
    rows = np.flatnonzero(has)
    main[rows] = book.add(text.take(rows), rows)
    reborn = people.card_joined[heirs]
    main[givers] = book.add(text.take(givers), givers, valid_to=reborn, mode="recycled_card")
    main[heirs] = book.add(text.take(givers), heirs, valid_from=reborn, mode="recycled_card")
    main[holders] = book.add(
        text.take(holders), holders, holder=holders, is_shared=True, mode="household_card"
    )
    main[holders + 1] = main[holders]
    return main


def _add_logins(draws: Draws, rates: Rates, people: People, book: Book) -> dict[str, Ints]:
    """Add shop account ids: letters and digits, or numbers for old accounts; a second for some."""
    letters = join("u", based((people.ids * 1679615 + 987654) % _LETTERS, 5))
    legacy = draws.chance(rates.records.legacy_numeric_logins, "login/legacy", people.ids)
    numeric = pc.cast(pa.array(people.ids + 10483), pa.string())
    text = pc.if_else(pa.array(legacy), numeric, letters)
    book.add(pa.array(names.DEFAULT_LOGINS), -1, is_shared=True, mode="default_id")
    main = _nothing(len(people))
    rows = np.flatnonzero(people.has_account)
    main[rows] = book.add(text.take(rows), rows)
    second = _nothing(len(people))
    rows = np.flatnonzero(people.second_opened < FOREVER)
    text = join("v", based((people.ids * 1679615 + 987654) % _LETTERS, 5)).take(rows)
    second[rows] = book.add(text, rows, mode="second_account")
    return {"main": main, "second": second}


def _add_socials(draws: Draws, people: People, book: Book) -> dict[str, Ints]:
    """Add the subject a social provider gave, and a second one where it was issued again."""
    ids = people.ids
    provider = draws.pick([5.0, 3.0, 2.0], "social/provider", ids)
    provider[people.cast("unverified_social", 0)] = 1
    provider[people.cast("reissued_subject", 0)] = 0

    def subject(version: int) -> pa.Array:
        bits = draws.bits("social/subject", ids, version)
        google = join("1", digits(bits, 20))
        facebook = join("10", digits(bits, 14))
        apple = join("00", digits(bits, 4), ".", based(bits, 12, 16), ".", digits(bits >> 7, 4))
        kind = pa.array(provider)
        return pc.if_else(pc.equal(kind, 0), google, pc.if_else(pc.equal(kind, 1), facebook, apple))

    named = take(PROVIDERS, provider)
    main = _nothing(len(people))
    rows = np.flatnonzero(people.has_social)
    main[rows] = book.add(join(named, ":", subject(0)).take(rows), rows)
    new = _nothing(len(people))
    changed = np.full(len(people), FOREVER, dtype=np.int64)
    again = people.cast("reissued_subject", 0)
    new[again] = book.add(join(named, ":", subject(1)).take(again), again, mode="reissued_subject")
    changed[again] = at(2025, 6, 1)
    return {"main": main, "new": new, "changed": changed, "provider": provider}


def build_identifiers(draws: Draws, rates: Rates, people: People) -> Identifiers:
    """Give everybody their person keys; devices join when sessions are drawn."""
    email, phone, login = Book("email"), Book("phone"), Book("login")
    card, social = Book("loyalty_id"), Book("social_id")
    cookie, mobile = Book("cookie"), Book("mobile_id")
    unlinked = draws.chance(rates.records.unlinked_card, "card/unlinked", people.ids)
    links_card = ~(people.has_account & (people.mode < 0) & unlinked)
    emails = _add_emails(draws, rates, people, email)
    socials = _add_socials(draws, people, social)
    logins = _add_logins(draws, rates, people, login)
    return Identifiers(
        people=people,
        email=email,
        phone=phone,
        login=login,
        card=card,
        social=social,
        cookie=cookie,
        mobile=mobile,
        main_email=emails["main"],
        new_email=emails["new"],
        email_changed=emails["changed"],
        hidden_email=emails["hidden"],
        second_email=emails["second"],
        role_email=emails["role"],
        main_phone=_add_phones(people, phone),
        main_login=logins["main"],
        second_login=logins["second"],
        main_card=_add_cards(people, card),
        main_social=socials["main"],
        new_social=socials["new"],
        social_changed=socials["changed"],
        provider=socials["provider"],
        links_card=links_card,
        evidence=Evidence((cookie, mobile, login, card, social, email, phone)),
    )

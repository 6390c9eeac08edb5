"""Persons, their households, tastes, and which relations with the retailer they have."""

from dataclasses import dataclass

import numpy as np

from orchestration.lib.simulation import names
from orchestration.lib.simulation.arrays import AnyArray, Bools, Floats, Ints
from orchestration.lib.simulation.catalogue import BRANDS, COLOURS
from orchestration.lib.simulation.clock import DAY, END, HOUR, START, at, at_paris_hour
from orchestration.lib.simulation.draws import Draws
from orchestration.lib.simulation.geography import TOWNS
from orchestration.lib.simulation.plan import (
    GROUP,
    Parts,
    assign_modes,
    needs_couple,
    plays,
    plays_part,
)
from orchestration.lib.simulation.rates import Behaviour, Rates

VISITOR, PROSPECT, BUYER = 0, 1, 2
FOREVER = 2 * END
# A household's composition says who of a group lives with whom, and who is a child. The last one, a
# parent alone with a child, is only ever cast.
_HEADS = np.array(
    [[0, 1, 2, 3], [0, 0, 2, 3], [0, 0, 2, 2], [0, 0, 0, 3], [0, 0, 0, 0], [0, 0, 2, 3]]
)
_CHILDREN = np.array(
    [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 1, 1], [0, 1, 0, 0]]
)
_COMPOSITIONS = [0.45, 0.25, 0.12, 0.10, 0.08]
_PARENT_AND_CHILD = 5

_ONLY_CARD: Parts = {"recycled_email": (0,), "placeholder_email": (0, 1, 2)}
_WITH_ACCOUNT: Parts = {
    "family_device": (0, 1),
    "role_mailbox": (0, 1, 2),
    "household_card": (0, 1),
    "unverified_social": (0, 1),
    "bridging_link": (0, 1),
    "reissued_subject": (0,),
    "recycled_card": (0, 1),
    "recycled_phone": (0, 1),
    "recycled_email": (1,),
    "logout_without_reset": (0, 1),
    "consent_conflict": (0,),
    "reimported_erased": (0,),
    "evidence_with_pii": (0, 1),
    "second_account": (0, 1, 2),
    "namesake": (0, 1),
    "father_and_son": (0, 1),
}
_WITH_CARD: Parts = {
    "household_card": (0,),
    "recycled_card": (0, 1),
    "recycled_email": (0,),
    "consent_conflict": (0,),
    "reimported_erased": (0,),
    "placeholder_email": (0, 1, 2),
    "placeholder_phone": (0, 1, 2),
}
_WITHOUT_CARD: Parts = {"household_card": (1,), "recycled_email": (1,), "second_account": (2,)}
_WITHOUT_EMAIL: Parts = {"placeholder_email": (0, 1, 2)}
_WITHOUT_PHONE: Parts = {"placeholder_phone": (0, 1, 2), "second_account": (1, 2)}
_WITH_PHONE: Parts = {
    "recycled_phone": (0, 1),
    "consent_conflict": (0,),
    "placeholder_email": (0, 1, 2),
    "second_account": (0,),
    "father_and_son": (0, 1),
}
_WITH_SOCIAL: Parts = {"unverified_social": (0,), "reissued_subject": (0,)}
_WITHOUT_SOCIAL: Parts = {"second_account": (0, 1, 2)}
_GAVE_UP: Parts = {"recycled_card": (0,), "recycled_phone": (0,), "recycled_email": (0,)}
_TOOK_OVER: Parts = {"recycled_card": (1,), "recycled_phone": (1,), "recycled_email": (1,)}
_BUY_ONLINE: Parts = {
    "family_device": (0, 1),
    "logout_without_reset": (0, 1),
    "role_mailbox": (0, 1, 2),
    "recycled_email": (1,),
    "second_account": (0, 1, 2),
}
_BUY_IN_STORE: Parts = {"household_card": (0, 1), "placeholder_email": (0, 1, 2)}
_OPENS_SECOND: Parts = {"second_account": (0, 1, 2)}
_MOVES_FIRST: Parts = {"second_account": (2,)}
_WITH_SHORT_FORM = tuple(
    np.array([place for place, name in enumerate(given) if name in names.SHORT_FORMS])
    for given in (names.FEMALE_NAMES, names.MALE_NAMES)
)
_SHORT_FORM_OF = np.array(
    [
        names.FIRST_NAMES.index(names.SHORT_FORMS[name]) if name in names.SHORT_FORMS else place
        for place, name in enumerate(names.FEMALE_NAMES + names.MALE_NAMES)
    ]
)


@dataclass(frozen=True)
class People:
    """One entry per person in every array; rows of a block, times in milliseconds UTC.

    Who opens a second account states a name there that may be short, and may have moved before.
    """

    ids: Ints
    mode: Ints
    part: Ints
    household: Ints
    is_child: Bools
    is_woman: Bools
    birth_day: Ints
    first_name: Ints
    last_name: Ints
    town: Ints
    street: Ints
    street_number: Ints
    kind: Ints
    arrived: Ints
    active_until: Ints
    erased_at: Ints
    has_account: Bools
    account_created: Ints
    second_opened: Ints
    second_first_name: Ints
    second_town: Ints
    has_card: Bools
    card_joined: Ints
    has_email: Bools
    has_phone: Bools
    uses_gmail: Bools
    has_app: Bools
    has_social: Bools
    subscribes: Bools
    channel: Ints
    category: Ints
    brand: Ints
    colour: Ints
    shoe: Ints
    clothing: Ints
    hour: Floats
    willingness: Floats
    profession: Ints
    family: Ints
    children: Ints

    def __len__(self) -> int:
        return len(self.ids)

    def cast(self, mode: str, part: int) -> Ints:
        """Return the rows that play the given part of a mode, in order of their groups."""
        return np.flatnonzero(plays(self.mode, mode) & (self.part == part))

    def uses_second(self, rows: Ints, moments: Ints) -> Bools:
        """Return who uses their second account at a moment, as all do once they opened it."""
        result: Bools = moments >= self.second_opened[rows]
        return result

    def first_name_at(self, rows: Ints, moments: Ints) -> Ints:
        """Return the position in FIRST_NAMES of the name people give at a moment."""
        second = self.uses_second(rows, moments)
        return np.where(second, self.second_first_name[rows], self.first_name[rows])

    def town_at(self, rows: Ints, moments: Ints) -> Ints:
        """Return where people live at a moment."""
        second = self.uses_second(rows, moments)
        return np.where(second, self.second_town[rows], self.town[rows])


@dataclass(frozen=True)
class _Draft:
    """The beginnings of a block's people, from which the rest follows."""

    draws: Draws
    behaviour: Behaviour
    ids: Ints
    mode: Ints
    part: Ints
    composition: Ints
    household: Ints
    is_child: Bools
    is_partner: Bools
    acts: Bools
    kind: Ints

    def plays(self, parts: Parts) -> Bools:
        """Return who plays one of the parts."""
        return plays_part(self.mode, self.part, parts)

    def days(self, purpose: str, most: float) -> Ints:
        """Return up to so many days in milliseconds, evenly spread."""
        return (self.draws.uniform(purpose, self.ids) * most * DAY).astype(np.int64)


def build_people(draws: Draws, rates: Rates, ids: Ints, customers: int) -> People:
    """Draw the people of a block, whose first id starts a stratum."""
    behaviour = rates.behaviour
    mode = assign_modes(draws, rates.groups, ids, customers)
    part = ids % GROUP
    composition = draws.pick(_COMPOSITIONS, "people/composition", ids // GROUP)
    composition = np.where(needs_couple(mode), 1, np.where(mode >= 0, 0, composition))
    composition = np.where(plays(mode, "father_and_son"), _PARENT_AND_CHILD, composition)
    household = ids - part + _HEADS[composition, part]
    is_child = _CHILDREN[composition, part] == 1
    kind = draws.pick(
        [1.0 - behaviour.buyers - behaviour.prospects, behaviour.prospects, behaviour.buyers],
        "people/kind",
        ids,
    )
    acts = (mode >= 0) & (part <= 2)
    draft = _Draft(
        draws=draws,
        behaviour=behaviour,
        ids=ids,
        mode=mode,
        part=part,
        composition=composition,
        household=household,
        is_child=is_child,
        is_partner=(household != ids) & ~is_child,
        acts=acts,
        kind=np.where(acts, BUYER, kind),
    )
    demographics = _demographics(draft)
    relations = _relations(draft)
    columns = {
        **demographics,
        **relations,
        **_times(draft, relations["has_account"] | relations["has_email"]),
        **_tastes(draft, demographics["is_woman"], relations["has_app"]),
    }
    return People(
        ids=ids,
        mode=mode,
        part=part,
        household=household,
        is_child=is_child,
        kind=draft.kind,
        **columns,
    )


def _demographics(draft: _Draft) -> dict[str, AnyArray]:
    """Draw sex, age, name, address, profession and family; partners mostly share name and age.

    A namesake takes the sex, name and birth date of the neighbour before, and lives elsewhere; a
    father gives his son his own name.
    """
    draws, ids, household = draft.draws, draft.ids, draft.household
    is_partner, is_child = draft.is_partner, draft.is_child
    is_woman = draws.chance(0.52, "people/sex", ids)
    is_woman = np.where(
        is_partner & draws.chance(0.93, "people/partner", ids),
        ~draws.chance(0.52, "people/sex", household),
        is_woman,
    ) & ~draft.plays({"father_and_son": (0, 1)})
    double = np.flatnonzero(draft.plays({"namesake": (1,)}))
    son = np.flatnonzero(draft.plays({"father_and_son": (1,)}))
    is_woman[double] = is_woman[double - 1]
    adult_age = 22.0 + 55.0 * draws.uniform("people/age", household) ** 1.2
    age = np.where(
        is_child,
        15.0 + 8.0 * draws.uniform("people/child_age", ids),
        adult_age + np.where(is_partner, 6.0 * draws.uniform("people/gap", ids) - 3.0, 0.0),
    )
    age[double] = age[double - 1]
    age[son - 1] = age[son] + 24.0 + 10.0 * draws.uniform("people/father_age", ids[son])
    sex_names = np.where(is_woman, len(names.FEMALE_NAMES), len(names.MALE_NAMES))
    first_name = draws.below(sex_names, "people/first", ids)
    opens_second = draft.plays(_OPENS_SECOND)
    for is_her, choice in zip((True, False), _WITH_SHORT_FORM, strict=True):
        shortened = choice[draws.below(len(choice), "people/first_with_short_form", ids)]
        first_name = np.where(opens_second & (is_woman == is_her), shortened, first_name)
    first_name += np.where(is_woman, 0, len(names.FEMALE_NAMES))
    first_name[double] = first_name[double - 1]
    first_name[son] = first_name[son - 1]
    own_last = draws.below(len(names.LAST_NAMES), "people/last", ids)
    shared_last = draws.below(len(names.LAST_NAMES), "people/last", household)
    last_name_is_own = is_partner & draws.chance(0.35, "people/keeps_name", ids)
    last_name = np.where(last_name_is_own, own_last, shared_last)
    last_name[double] = last_name[double - 1]
    town = draws.pick(np.array([t.weight for t in TOWNS]), "people/town", household)
    elsewhere = 1 + draws.below(len(TOWNS) - 1, "people/elsewhere", ids)
    town[double] = (town[double - 1] + elsewhere[double]) % len(TOWNS)
    # Of the first two of a group who open a second account, one gives a short form of the name.
    is_short = opens_second & ((ids // GROUP + draft.part) % 2 == 1)
    works = draws.pick([1, 3, 9, 12, 13, 9], "people/csp", ids)
    in_couple = is_partner | (draft.composition > 0) & (draft.part == 0)
    return {
        "is_woman": is_woman,
        "birth_day": END // DAY - (age * 365.25).astype(np.int64),
        "first_name": first_name,
        "second_first_name": np.where(is_short, _SHORT_FORM_OF[first_name], first_name),
        "last_name": last_name,
        "town": town,
        "second_town": np.where(draft.plays(_MOVES_FIRST), (town + elsewhere) % len(TOWNS), town),
        "street": draws.below(len(names.STREETS), "people/street", household),
        "street_number": 1 + draws.below(120, "people/street_number", household),
        "profession": np.where(is_child, 7, np.where(age > 63.0, 6, works)),
        "family": np.where(~is_child & in_couple, 2, 0),
        "children": np.where(is_child, 0, np.clip(draft.composition - 2, 0, 2) * (draft.part <= 1)),
    }


def _relations(draft: _Draft) -> dict[str, AnyArray]:
    """Draw who has an account, a card, an address, a phone, the app and a social log-in.

    A part in a failure mode may need or forbid one of them. Whoever is not a mere visitor has at
    least an e-mail address.
    """
    draws, behaviour, ids = draft.draws, draft.behaviour, draft.ids
    buys, known = draft.kind == BUYER, draft.kind != VISITOR
    share = np.where(buys, behaviour.account_of_buyers, behaviour.account_of_prospects)
    has_account = draws.chance(share, "people/account", ids) & known
    has_account = (has_account | draft.plays(_WITH_ACCOUNT)) & ~draft.plays(_ONLY_CARD)
    share = np.where(buys, behaviour.card_of_buyers, behaviour.card_of_prospects)
    has_card = draws.chance(share, "people/card", ids) & known
    has_card = (has_card | draft.plays(_WITH_CARD)) & ~draft.plays(_WITHOUT_CARD)
    has_email = draws.chance(0.92, "people/email", ids) & has_card
    has_email = (has_email | has_account | draft.acts) & ~draft.plays(_WITHOUT_EMAIL)
    has_email |= known & ~has_card & ~has_account
    has_phone = draws.chance(behaviour.have_phone, "people/phone", ids) & known
    has_phone = (has_phone | draft.plays(_WITH_PHONE)) & ~draft.plays(_WITHOUT_PHONE)
    has_social = has_account & draws.chance(behaviour.have_social, "people/social", ids)
    return {
        "has_account": has_account,
        "has_card": has_card,
        "has_email": has_email,
        "has_phone": has_phone,
        "has_social": (has_social | draft.plays(_WITH_SOCIAL)) & ~draft.plays(_WITHOUT_SOCIAL),
        "has_app": has_account & draws.chance(behaviour.have_app / 0.64, "people/app", ids),
        "uses_gmail": draws.chance(behaviour.gmail, "people/gmail", ids),
        "subscribes": has_email & draws.chance(behaviour.subscribe_newsletter, "people/news", ids),
    }


def _times(draft: _Draft, may_ask: Bools) -> dict[str, AnyArray]:
    """Draw when people come, sign up, take a card, are erased, and stop being active."""
    draws, behaviour, ids, acts = draft.draws, draft.behaviour, draft.ids, draft.acts
    arrived = np.where(
        acts, _in_the_morning(START + draft.days("people/early", 120)), _arrivals(draft)
    )
    late = at(2025, 9, 1) + draft.days("people/late", 200)
    arrived = np.where(draft.plays(_TOOK_OVER), late, arrived)
    active_until = np.where(draft.plays(_GAVE_UP), at(2025, 3, 1), FOREVER)

    staged = draft.plays({"reimported_erased": (0,)})
    asks = (draft.mode < 0) & (draft.kind != VISITOR) & may_ask & (arrived < END - 40 * DAY)
    asks &= draws.chance(behaviour.erasure_requests, "people/asks_erasure", ids)
    share = draws.uniform("people/asks_erasure_at", ids)
    asked_at = arrived + DAY + (share**0.3 * (END - HOUR - DAY - arrived)).astype(np.int64)
    staged_at = at(2026, 9, 1) + draft.days("people/erased", 40)
    erased_at = np.where(staged, staged_at, np.where(asks, asked_at, FOREVER))

    guest_first = draws.chance(behaviour.guests_first, "people/guest_first", ids) & ~acts
    waits = (draws.exponential("people/account_wait", ids) * 80 * DAY).astype(np.int64)
    account_created = arrived + np.where(guest_first, waits, 0)
    waits = (draws.exponential("people/card_wait", ids) * 50 * DAY).astype(np.int64)
    card_joined = np.where(acts | (arrived + waits > END - HOUR), arrived, arrived + waits)
    second_day = DAY * draws.below(2, "people/rejoined_day", ids)
    rejoined = at(2026, 10, 29, 9) + second_day + draft.days("people/rejoined", 0.3)
    second_opened = at_paris_hour(
        at(2025, 1, 10) + draft.days("people/second_account", 300), np.full(len(ids), 4.0)
    )
    return {
        "arrived": arrived,
        "active_until": np.minimum(active_until, erased_at),
        "erased_at": erased_at,
        "account_created": np.where(account_created > END - HOUR, arrived, account_created),
        "second_opened": np.where(draft.plays(_OPENS_SECOND), second_opened, FOREVER),
        "card_joined": np.where(draft.plays({"recycled_card": (1,)}), rejoined, card_joined),
    }


def _tastes(draft: _Draft, is_woman: Bools, has_app: Bools) -> dict[str, AnyArray]:
    """Draw what people like, their sizes, hours, channel, and how willingly they answer."""
    draws, behaviour, ids = draft.draws, draft.behaviour, draft.ids
    channel = draws.pick(list(behaviour.channel_shares), "people/channel", ids)
    channel = np.where((channel == 1) & ~has_app, 0, channel)
    channel = np.where(draft.plays(_BUY_ONLINE), 0, channel)
    channel = np.where(draft.plays(_BUY_IN_STORE), 3, channel)
    woman_shoe = draws.pick([1, 3, 5, 6, 4, 2, 1], "people/woman_shoe", ids)
    man_shoe = 4 + draws.pick([1, 3, 5, 6, 4, 2, 1], "people/man_shoe", ids)
    clothing = np.where(is_woman, 1, 2) + draws.below(3, "people/clothing", ids)
    return {
        "channel": channel,
        "category": draws.pick([4, 4, 2, 3, 2, 2, 2, 1], "people/category", ids),
        "brand": draws.below(len(BRANDS), "people/brand", ids),
        "colour": draws.below(len(COLOURS), "people/colour", ids),
        "shoe": np.where(is_woman, woman_shoe, man_shoe),
        "clothing": np.clip(clothing, 0, 5),
        "hour": np.clip(14.0 + 4.5 * draws.normal("people/hour", ids), 7.0, 22.5),
        "willingness": draws.normal("people/willingness", ids),
    }


def _in_the_morning(moments: Ints) -> Ints:
    """Move moments to ten o'clock in Paris."""
    return at_paris_hour(moments, np.full(len(moments), 10.0))


def _arrivals(draft: _Draft) -> Ints:
    """Spread arrivals over the three years, with some known from the start and some brand new."""
    draws, behaviour, ids = draft.draws, draft.behaviour, draft.ids
    kind = draws.uniform("people/arrival_kind", ids)
    share = draws.uniform("people/arrival", ids)
    span = END - START - 8 * HOUR
    usual = START + (share * span).astype(np.int64)
    first = START + (share * 60 * DAY).astype(np.int64)
    hours = np.clip(14.5 + 4.0 * draws.normal("people/arrival_hour", ids), 7.0, 23.0)
    usual, first = at_paris_hour(usual, hours), at_paris_hour(first, hours)
    usual = np.minimum(usual, END - 8 * HOUR)
    newest = END - 2 * DAY + (share * (2 * DAY - 8 * HOUR)).astype(np.int64)
    known = behaviour.present_at_start
    return np.where(
        kind < known,
        first,
        np.where(kind < known + behaviour.arriving_at_the_end, newest, usual),
    )

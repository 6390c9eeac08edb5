"""Every number that tunes the retailer: behaviour, and how often each failure mode is planted."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Buying:
    """BG/NBD purchase times with time in days, and gamma-gamma spend in euros.

    Mean purchase rate is r / alpha a day, mean drop-out after a repeat purchase is a / (a + b),
    and the mean spend of all customers is p * gamma / (q - 1).
    """

    r: float = 0.9
    alpha: float = 110.0
    a: float = 0.7
    b: float = 4.2
    p: float = 6.0
    q: float = 4.0
    gamma: float = 37.5
    most_purchases: int = 80


@dataclass(frozen=True)
class Behaviour:
    """Shares of people, and means of what they do.

    `click_ratios_of_a` and `_of_b` say by how much a variant multiplies the chance of a click, by
    kind of campaign in the order of `email.KINDS`: B is better for promotions, A for winback, and
    elsewhere they are alike. They are large, so that a thousand customers can show them.
    """

    buyers: float = 0.63
    prospects: float = 0.30
    present_at_start: float = 0.33
    arriving_at_the_end: float = 0.02
    account_of_buyers: float = 0.72
    account_of_prospects: float = 0.55
    card_of_buyers: float = 0.60
    card_of_prospects: float = 0.32
    guests_first: float = 0.30
    have_phone: float = 0.78
    have_app: float = 0.30
    have_social: float = 0.16
    subscribe_newsletter: float = 0.62
    gmail: float = 0.30
    have_second_device: float = 0.40
    cookie_life_days: float = 210.0
    spontaneous_sessions: float = 2.4
    browse_before_buying: float = 0.5
    calls_per_session: float = 4.2
    app_sessions: float = 8.0
    calls_per_app_session: float = 3.6
    already_signed_in: float = 0.35
    signs_in: float = 0.22
    signs_out: float = 0.10
    analytics_granted: float = 0.58
    banner_answered: float = 0.40
    channel_shares: tuple[float, float, float, float] = (0.36, 0.12, 0.05, 0.47)
    prefers_own_channel: float = 0.7
    campaign_sends: float = 0.58
    open_rate: float = 0.30
    apple_mail: float = 0.25
    click_rate: float = 0.16
    click_rate_machine_hidden: float = 0.05
    unsubscribe_rate: float = 0.0025
    complaint_rate: float = 0.0003
    bounce_people: float = 0.012
    holdout: float = 0.05
    click_ratios_of_a: tuple[float, float, float, float] = (1.0, 1.0, 1.8, 1.0)
    click_ratios_of_b: tuple[float, float, float, float] = (1.0, 1.8, 1.0, 1.0)
    gift_orders: float = 0.05
    gifts_to_known: float = 0.5
    returned_orders: float = 0.04
    cancelled_orders: float = 0.02
    line_returns: float = 0.02
    store_returns: float = 0.03
    card_shown: float = 0.85
    ereceipt_with_card: float = 0.22
    ereceipt_without_card: float = 0.35
    carts_of_purchases: float = 0.45
    carts_of_browsing: float = 0.15
    asks: float = 1.3
    reviews: float = 0.08
    nps: float = 0.10
    contacts: float = 0.30
    access_requests: float = 0.004
    objection_requests: float = 0.004
    erasure_requests: float = 0.003
    portability_requests: float = 0.001
    rectification_requests: float = 0.001


@dataclass(frozen=True)
class GroupModes:
    """Failure modes that need a cast: groups of four neighbours per 1,000 persons, out of 250."""

    family_device: int = 6
    role_mailbox: int = 3
    household_card: int = 8
    unverified_social: int = 4
    bridging_link: int = 3
    reissued_subject: int = 4
    recycled_card: int = 3
    recycled_phone: int = 4
    recycled_email: int = 4
    logout_without_reset: int = 5
    consent_conflict: int = 4
    reimported_erased: int = 3
    evidence_with_pii: int = 4
    placeholder_email: int = 5
    placeholder_phone: int = 5
    second_account: int = 2
    namesake: int = 3
    father_and_son: int = 4


@dataclass(frozen=True)
class RecordModes:
    """Failure modes that befall single persons or records, as shares of those they can befall."""

    kiosk_users: float = 0.05
    default_id_sessions: float = 0.006
    default_id_orders: float = 0.01
    default_card_tickets: float = 0.004
    gmail_variant_records: float = 0.12
    email_case_drift: float = 0.04
    login_type_drift: float = 0.015
    card_type_drift: float = 0.01
    legacy_numeric_logins: float = 0.12
    email_change: float = 0.05
    hidden_guest_email: float = 0.01
    unlinked_card: float = 0.004
    skewed_clock_sessions: float = 0.01
    impossible_time_records: float = 0.0006
    late_records: float = 0.03
    late_window_days: float = 5.0
    repeated_recent: float = 0.05
    repeated_old: float = 0.0015
    repeated_window_days: float = 6.0
    changed_accounts: float = 0.01
    changed_members: float = 0.02
    malformed: float = 0.001
    malformed_most: int = 12


@dataclass(frozen=True)
class Decisions:
    """How many decisions of each kind a steward takes per 1,000 persons, where there is a cause."""

    must_link: int = 2
    cannot_link: int = 1
    withdrawn: int = 1


@dataclass(frozen=True)
class Rates:
    """All of the above, handed to every part of the simulation."""

    buying: Buying = field(default_factory=Buying)
    behaviour: Behaviour = field(default_factory=Behaviour)
    groups: GroupModes = field(default_factory=GroupModes)
    records: RecordModes = field(default_factory=RecordModes)
    decisions: Decisions = field(default_factory=Decisions)

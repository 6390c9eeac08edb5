"""How the rows of a table are known to be somebody's: by the names of its columns, or, where these
mislead, by the name of the table.

Every table of the warehouse falls under a rule here, or stands in `NOBODYS` with the reason why it
holds nothing of anybody; a test compares them with what is built, so no table can be forgotten.
"""

from dataclasses import dataclass
from fnmatch import fnmatch

SELF = "self"
RECIPIENT = "recipient"
PARTY = "party"


@dataclass(frozen=True)
class KeyRule:
    """How rows are known to be a customer's.

    Attributes:
        columns: Columns that a table must have for the rule to apply.
        predicate: An SQL condition over a row of the table, named `held`, and the temporary tables
            of the folder `sql`.
        role: In what role the customer is in these rows: `self`, the `recipient` of somebody's
            gift, or a `party` to what is about somebody else too.
    """

    columns: tuple[str, ...]
    predicate: str
    role: str = SELF


def _known(columns: tuple[str, ...], keys: str, role: str = SELF, where: str = "") -> KeyRule:
    """A rule: these columns, in this order, are among the keys (`table(columns)`)."""
    table, _, key_columns = keys.rstrip(")").partition("(")
    names = ", ".join(f"held.{column}" for column in columns)
    left = f"({names})" if len(columns) > 1 else names
    condition = f" where {where}" if where else ""
    return KeyRule(columns, f"{left} in (select {key_columns} from {table}{condition})", role)


def _either(left: str, right: str, keys: str, role: str = SELF) -> KeyRule:
    """A rule: one of two columns is among the keys."""
    rules = [_known((column,), keys, role) for column in (left, right)]
    return KeyRule((left, right), " or ".join(rule.predicate for rule in rules), role)


def _during(columns: tuple[str, str], time: str) -> KeyRule:
    """A rule: an identifier or device was the customer's at some moment of a period."""
    first, second = columns
    return KeyRule(
        (first, second, time),
        "exists (select 1 from held_identifiers as mine "
        f"where held.{first} = mine.identifier_type and held.{second} = mine.identifier_value "
        f"and held.{time} >= mine.valid_from_at and held.{time} < mine.valid_to_at)",
    )


_RECORDS = "held_records(source_record_id)"


def _record(role: str) -> KeyRule:
    """A rule: the row is made from a record in which the customer has this role."""
    return _known(("source_record_id",), _RECORDS, role, where=f"role = '{role}'")


# The first group whose first rule finds its columns is taken; of that group, every rule that does.
COLUMN_RULES: tuple[tuple[KeyRule, ...], ...] = (
    (
        _known(("customer_id",), "held_customers(customer_id)"),
        _known(("recipient_customer_id",), "held_customers(customer_id)", RECIPIENT),
        _known(("other_customer_id",), "held_customers(customer_id)", PARTY),
        _known(("origin_customer_id",), "held_customers(customer_id)", PARTY),
        _known(("previous_customer_id",), "held_customers(customer_id)", PARTY),
        _known(("redirects_to_customer_id",), "held_customers(customer_id)"),
        _known(("current_customer_id",), "held_customers(customer_id)"),
    ),
    (
        _either("left_customer_id", "right_customer_id", "held_customers(customer_id)", PARTY),
    ),
    (
        _known(
            ("source_record_id", "identifier_role"),
            "held_records(source_record_id, role)",
            where=f"role <> '{RECIPIENT}'",
        ),
        _known(
            ("source_record_id", "identifier_role"),
            "held_records(source_record_id, role)",
            RECIPIENT,
            where=f"role = '{RECIPIENT}'",
        ),
    ),
    (_record(SELF), _record(PARTY)),
    (
        _known(
            ("table_name", "file_name", "row_number"),
            "held_rejected(table_name, file_name, row_number)",
        ),
    ),
    (
        KeyRule(
            ("identifier_id", "cluster_id"),
            "held.identifier_id in (select identifier_id from held_identifiers) "
            "and held.cluster_id in (select cluster_id from held_clusters)",
        ),
    ),
    (_known(("identifier_id",), "held_identifiers(identifier_id)"),),
    (_known(("device_id",), "held_identifiers(identifier_id)"),),
    (_known(("vertex_id",), "held_identifiers(identifier_id)"),),
    (_known(("component_id",), "held_components(component_id)"),),
    (_known(("cluster_id",), "held_clusters(cluster_id)"),),
    (_either("left_cluster_id", "right_cluster_id", "held_clusters(cluster_id)", PARTY),),
    (_either("left_id", "right_id", "held_identifiers(identifier_id)"),),
    (_known(("link_rank",), "held_links(link_rank)"),),
    (_known(("identifier_type", "raw_value"), "held_raw_values(identifier_type, raw_value)"),),
    (_known(("identifier_hash",), "held_identifiers(identifier_hash)"),),
    (_known(("order_id",), "held_orders(order_id)"),),
)  # fmt: skip

# By `schema.table`, with `*` for any text; these come before the rules by column.
TABLE_RULES: dict[str, tuple[KeyRule, ...]] = {
    # What is sent to somebody is theirs too; what the order's record states is the buyer's alone.
    "input.input__orders": (_record(SELF), _record(RECIPIENT)),
    "identity.int_identity__tokens": (
        _known(("vertex_id",), "held_identifiers(identifier_id)"),
        _known(("link_rank",), "held_links(link_rank)"),
    ),
    # A browser that was shared signed out for whoever had it then.
    "identity.int_identity__device_sign_outs": (
        KeyRule(
            ("device_id", "signed_out_at"),
            "exists (select 1 from held_identifiers as mine "
            "where held.device_id = mine.identifier_id and held.signed_out_at >= mine.valid_from_at"
            " and held.signed_out_at <= mine.valid_to_at)",
        ),
    ),
    "identity.int_identity__merge_groups": (
        _known(("vertex_id",), "held_clusters(cluster_id)", PARTY),
    ),
    "identity.int_identity__merge_groups_refused": (
        _known(("group_id",), "held_clusters(cluster_id)", PARTY),
    ),
    "identity.int_identity__merge_evidence": (
        _known(("evidence_record_id",), _RECORDS, PARTY),
    ),
    "identity.int_identity__emails_normalized": (
        _known(("raw_value",), "held_raw_values(raw_value)", where="identifier_type = 'email'"),
    ),
    "identity.int_identity__phones_*": (
        _known(("raw_value",), "held_raw_values(raw_value)", where="identifier_type = 'phone'"),
    ),
    # A raw value that was set aside is in no crosswalk; the records that show it are somebody's.
    "identity.identifiers_excluded": (
        _known(
            ("identifier_type", "raw_value"),
            "held_values_excluded(identifier_type, raw_value)",
            PARTY,
        ),
    ),
    "identity.int_identity__promiscuous_values": (
        _known(
            ("identifier_type", "normalized_value"),
            "held_values_excluded(identifier_type, normalized_value)",
            PARTY,
        ),
    ),
    # No customer is known behind a visitor, but somebody who was erased may be.
    "marts.visitors": (
        _known(
            ("device_type", "device_value"),
            "held_identifiers(identifier_type, identifier_value)",
        ),
    ),
    "activity.int_activity__tracers_refused": (
        _known(("device_type", "device_value"), "held_raw_values(identifier_type, raw_value)"),
    ),
    "profile.int_profile__household_components": (
        _known(("vertex_id",), "held_customers(customer_id)"),
        _known(("component_id",), "held_customers(customer_id)", PARTY),
    ),
    "profile.int_profile__addresses_*": (
        _known(("address_line",), "held_addresses(address_line)"),
    ),
    "profile.int_profile__contact_point_suppressions": (
        _during(("contact_point_type", "contact_point_key"), "suppressed_at"),
    ),
}  # fmt: skip

# Tables in which no row is any customer's, by `schema.table`, and why.
NOBODYS: dict[str, str] = {
    "rules.*": "Rules of the house.",
    "engine.record_tombstones": "Keyed hashes of erased people's records.",
    "engine.identifier_tombstones": "Keyed hashes of erased people's identifiers.",
    "identity.int_identity__tombstones": "Keyed hashes of erased people's identifiers.",
    "engine.prediction_*": "Parameters, errors and means over many customers.",
    "marts.prediction_*": "Parameters, errors and means over many customers.",
    "quality.retention_report": "Counts of rows and persons by class of data.",
    "quality.rows_set_aside": "Counts of rejected rows by rule.",
    "quality.evidence_set_aside": "Counts of refused evidence by rule.",
    "input.input__products": "A catalogue of things.",
    "input.input__product_versions": "A catalogue of things, as it was.",
    "activity.int_activity__product_changes": "What happened to things.",
    "marts.product_changes": "What happened to things.",
    "input.input__stores": "A list of shops.",
    "input.input__area_attributes": "Figures of a whole postcode.",
    "input.run_clock": "The moment the run describes.",
    "profile.int_profile__area_attributes_survived": "Figures of a whole postcode.",
    "marts.lifecycle_transitions": "Counts of changes of stage.",
    "marts.lifecycle_durations": "Counts and durations of stays by stage.",
    "profile.int_profile__store_areas": "Which shop is near which area.",
    "identity.int_identity__limits": "Rules of the house.",
    "marts.households": "Counts of a household; who is in it is in `household_members`.",
    "marts.household_values": "Sums of a household; who is in it is in `household_members`.",
    "identity.int_identity__blocked_values": "Placeholders that many people type.",
    "staging.*__landing_files": "Counts of rows by delivered file.",
    "quality.landing_reconciliation": "Counts of rows by delivered file.",
    "quality.identity_health": "Counts of customers and identifiers.",
    "quality.int_quality__*_measured": "Counts of customers and identifiers.",
    "recommendation.int_recommendation__*_described": "A catalogue of things.",
    "recommendation.int_recommendation__folds_dated": "Moments of the evaluation.",
    "recommendation.int_recommendation__products_paired": "Counts by pair of products.",
    "recommendation.int_recommendation__products_popular": "Counts of customers by product.",
    "recommendation.int_recommendation__category_*": "Counts of orders by category.",
    "recommendation.int_recommendation__differences_resampled": "Means over many customers.",
    "marts.product_affinities": "Counts by pair of products.",
    "quality.recommendation_quality": "Means over many customers.",
    "engine.response_*": "Rates of answers, and their errors, over many asks.",
    "engine.gain_factors": "Factors by question over many answers.",
    "*.guess_reliability": "Counts of guesses by attribute.",
    "marts.question_response_quality": "Errors of rates over many asks.",
    "marts.question_performance": "Counts of asks by question, stage and channel.",
    "engine.trait_classes": "Shares of kinds of customers.",
    "engine.trait_values": "Shares of values in kinds of customers.",
    "engine.trait_tests": "Tests of traits over many people.",
    "engine.correlation_tests": "Tests of behaviours over many people.",
    "insight.int_insight__traits_counted": "Counts of people by group, trait and value.",
    "insight.int_insight__contingency": "Counts of people by target, trait and value.",
    "insight.int_insight__measures_correlated": "Correlations within groups of people.",
    "insight.int_insight__*_named": "Names of targets, traits and values.",
    "insight.int_insight__value_names": "Names of values.",
    "marts.rfm_quantiles": "Cut points of scores, counts of buyers.",
    "marts.segment_profiles": "Counts of people by target, trait and value; few are hidden.",
    "marts.trait_discrimination": "Tests of traits over many people.",
    "marts.question_coverage": "Counts of customers by question.",
    "marts.answers_offered": "A catalogue of answers.",
    "engine.question_verdicts": "Counts of customers by question and rule.",
    "profile.int_profile__answers_counted": "Counts of customers by question.",
    "profile.int_profile__answers_offered": "A catalogue of answers.",
    "marts.behaviour_correlations": "Correlations within groups of people.",
    "marts.ideal_customer*": "Traits of groups of people, and shares of them.",
    "segmentation.int_segmentation__segments_defined": "Rules of the house.",
    "segmentation.int_segmentation__segment_runs": "Rules of the house, run by run.",
    "segmentation.int_segmentation__segments_sized": "Counts of customers.",
    "segmentation.int_segmentation__segments_kept": "Counts of customers.",
    "segmentation.int_segmentation__segment_pairs": "Counts of customers.",
    "segmentation.int_segmentation__segment_figures": "Counts of customers.",
    "segmentation.int_segmentation__segments_judged": "Counts of customers.",
    "segmentation.int_segmentation__scheme_figures": "Counts of customers.",
    "segmentation.int_segmentation__segments_measured": "Means of customers, never of few.",
    "marts.segment_definitions": "Rules of the house, with counts of customers.",
    "marts.segment_daily_counts": "Counts of customers.",
    "marts.segment_overlaps": "Counts of customers.",
    "marts.segment_quality": "Counts of customers.",
    "marts.segment_scheme": "Counts of customers.",
    "marts.segment_homogeneity": "Means of customers, never of few.",
    "segmentation.int_segmentation__campaign_cells": "Sums over campaigns and groups.",
    "segmentation.int_segmentation__campaign_arms": "Means over campaigns and groups.",
    "segmentation.int_segmentation__campaign_uplifts": "Differences between groups.",
    "segmentation.int_segmentation__variants_compared": "Differences between groups.",
    "marts.campaign_results": "Figures of groups, the small ones left out.",
    "marts.campaign_choices": "Figures of groups, the small ones left out.",
    "quality.habit_quality": "Shares over many customers.",
    "quality.publication": "When and from what the published view was made.",
}


def rules_of(table: str, columns: frozenset[str]) -> tuple[KeyRule, ...]:
    """Return the rules for a table (`schema.name`); none when nothing here knows it."""
    for pattern, rules in TABLE_RULES.items():
        if fnmatch(table, pattern):
            return rules
    for group in COLUMN_RULES:
        if columns.issuperset(group[0].columns):
            return tuple(rule for rule in group if columns.issuperset(rule.columns))
    return ()


def reason_for_nobody(table: str) -> str:
    """Return why no row of a table (`schema.name`) is any customer's; empty when it may be."""
    for pattern, reason in NOBODYS.items():
        if fnmatch(table, pattern):
            return reason
    return ""

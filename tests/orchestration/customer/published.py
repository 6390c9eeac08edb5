"""A small published warehouse: Anna with all there is to say of her, and Marc with nothing."""

from pathlib import Path

import duckdb

_TABLES = """
create schema marts;
create schema quality;
create table quality.publication as select timestamp '2026-10-31 00:00:00' as as_of_at;
create table marts.customers as
select * from (values
    ('cus_anna', 'Anna', 'Roux', 'active_buyer', 'last order 7 days ago', 3, 'registered', 5, 4, 3,
        'champions', 2, 90.5, 'EUR', timestamp '2026-10-24', timestamp '2026-01-01',
        timestamp '2026-10-24 09:00:00', 'web', 'web'),
    ('cus_marc', null, null, 'awareness', null, 1, null, null, null, null, null, 0, null, null,
        null,
        timestamp '2026-01-01', timestamp '2026-01-01', 'store', 'store')
) as customers (
    customer_id, first_name, last_name, lifecycle_stage, lifecycle_reason, understanding_level,
    understanding_reason, recency_score, frequency_score, monetary_score, rfm_segment, order_count,
    total_amount, currency, last_order_at, first_seen_at, last_seen_at, first_seen_channel,
    last_seen_channel
);
create table marts.customer_redirects as
select * from (values
    ('cus_old', 'cus_anna', 'standing', timestamp '2026-02-01'),
    ('cus_gone', 'cus_gone', 'erased', timestamp '2026-02-01')
) as redirects (customer_id, current_customer_id, current_status, redirected_at);
create table marts.customer_identifiers as
select
    *, true as is_current, true as is_verified, timestamp '2026-01-01' as first_seen_at,
    timestamp '2026-10-01' as last_seen_at, 3 as observation_count
from (values
    ('cus_anna', 'email', 'anna@x.example', timestamp '1900-01-01', timestamp '9999-12-31'),
    ('cus_anna', 'phone', '+33612345678', timestamp '2026-03-01', timestamp '9999-12-31'),
    ('cus_marc', 'phone', '+33612345678', timestamp '1900-01-01', timestamp '2026-03-01'),
    ('cus_marc', 'phone', '+32612345678', timestamp '1900-01-01', timestamp '9999-12-31'),
    ('cus_marc', 'loyalty_id', '29', timestamp '1900-01-01', timestamp '9999-12-31')
) as identifiers (customer_id, identifier_type, identifier_value, valid_from_at, valid_to_at);
create table marts.customer_devices as
select
    'cookie' as device_type, 'k' || range as device_value, 'cus_anna' as customer_id,
    timestamp '2026-01-01' + interval (range) day as valid_from_at,
    timestamp '2027-01-01' as valid_to_at, 'only_owner' as basis
from range(10);
create table marts.visitors as
select 'vis_1' as visitor_id, 'mobile_id' as device_type, 'm' as device_value;
create table marts.customer_consents as
select
    'cus_anna' as customer_id, 'Offers by e-mail' as name_en, 'marketing' as purpose,
    'email' as channel, true as is_granted, 'granted' as decision,
    timestamp '2026-01-01' as decided_at, 'account_form' as consent_source,
    'granted and nowhere refused' as reason;
create table marts.segment_memberships as
select
    'cus_anna' as customer_id, 'vip' as segment_id, 'VIP' as name_en, 'sales' as purpose,
    'among the best' as reason;
create table marts.next_questions as
select
    'cus_anna' as customer_id, 1 as rank, 'q_size' as question_id, 'Which size?' as text_en,
    'Quelle pointure ?' as text_fr, 'web' as channel, 0.5 as answer_probability,
    'The size is not known.' as reason, null as blocked_rule
union all
select 'cus_marc', 1, null, null, null, null, null, 'Nothing is asked.', 'no_consent';
create table marts.customer_service as
select
    customer_id,
    if(is_anna, timestamp '2026-10-20', null) as last_contact_at,
    if(is_anna, 'call', null) as last_contact_channel,
    if(is_anna, 'parcel', null) as last_contact_topic,
    if(is_anna, 'open', null) as last_contact_status,
    if(is_anna, 'annoyed', null) as last_contact_sentiment,
    if(is_anna, 2, 0) as contact_count,
    if(is_anna, 1, 0) as open_request_count,
    if(is_anna, timestamp '2026-10-20', null) as oldest_open_request_at,
    if(is_anna, 'annoyed', null) as last_sentiment,
    if(is_anna, 6, null) as last_nps_score,
    if(is_anna, 'shop:7', null) as last_order_id,
    timestamp '2026-10-24' as last_order_at,
    'completed' as last_order_status,
    'web' as last_order_channel,
    45.25 as last_order_amount,
    'EUR' as currency,
    if(is_anna, 'cart:1', null) as open_cart_id,
    12.5 as open_cart_amount,
    timestamp '2026-10-25' as open_cart_left_at,
    is_anna as can_email,
    false as can_sms,
    false as can_push
from (select customer_id, customer_id = 'cus_anna' as is_anna from marts.customers);
create table marts.customer_relations as
select
    'cus_anna' as left_customer_id, 'cus_marc' as right_customer_id, 0.9 as confidence,
    'shared_card, same_postcode' as evidence, 'lives or uses things together' as reason,
    true as is_strong, timestamp '2026-01-01' as last_seen_at;
create table marts.household_members as
select 'hou_1' as household_id, unnest(['cus_anna', 'cus_marc']) as customer_id;
create table marts.households as
select
    'hou_1' as household_id, 2 as member_count, 3 as order_count, 120.0 as total_amount,
    20.0 as total_amount_365_days, 'EUR' as currency;
create table marts.sessions as
select
    'e1' as session_id, timestamp '2026-10-24 09:00:00' as started_at,
    timestamp '2026-10-24 09:05:00' as ended_at, 2 as event_count;
create table marts.customer_events as
select *, 'cus_anna' as customer_id, 'spring' as brought_by
from (values
    ('e1', timestamp '2026-10-24 09:00:00', 'page_viewed', 'web', 'page', '/home', null, null,
        'e1'),
    ('order/7', timestamp '2026-10-24 09:05:00', 'order_placed', 'web', 'order', 'shop:7', 45.25,
        'EUR', null),
    ('e2', timestamp '2026-10-24 09:05:00', 'order_completed', 'web', null, null, null, null, 'e1'),
    ('interaction/1', timestamp '2026-10-20 08:00:00', 'support_contacted', 'call', 'topic',
        'parcel', null, null, null)
) as events (
    customer_event_id, occurred_at, event_type, channel, subject_type, subject, amount, currency,
    session_id
);
"""

_ATTRIBUTES = """
create table marts.customer_attributes as
select 'cus_anna' as customer_id, *
from (values
    ('city', 'Lyon', 'declared', 'loyalty', 0.9, timestamp '2026-01-01', 1, 'won', 'newest', 1),
    ('city', 'Nice', 'declared', 'shop', 0.9, timestamp '2025-01-01', 1, 'lost', 'newest', 2),
    ('interest', 'tennis', 'observed', 'social', 0.5, null, 1, 'kept', 'every value is kept', 1)
) as attributes (
    attribute_name, attribute_value, value_kind, source_name, confidence, stated_at, record_count,
    status, decided_by, value_rank
);
"""


def build_published(path: Path, *, with_origins: bool = True) -> None:
    """Write the warehouse to a file, with or without the table of values and origins."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(_TABLES)
        if with_origins:
            connection.execute(_ATTRIBUTES)

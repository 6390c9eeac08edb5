"""Anna and Bruno, who share a tablet: the smallest warehouse in which one could see the other."""

import duckdb
import pytest

from orchestration.environment import Environment

_STRUCTURE = """
create schema identity; create schema rules; create schema input; create schema marts;
create schema activity; create schema profile; create schema staging; create schema quality;
create table rules.identifier_types (
    identifier_type varchar, identifier_class varchar, priority integer
);
create table identity.int_identity__customer_registry (
    customer_id varchar, redirects_to_customer_id varchar, status varchar
);
create table marts.customer_redirects (
    customer_id varchar, current_customer_id varchar, current_status varchar
);
create table identity.int_identity__crosswalk (
    identifier_id bigint, identifier_hash varchar, identifier_type varchar,
    normalized_value varchar, customer_id varchar, valid_from_at timestamp, valid_to_at timestamp
);
create table identity.int_identity__device_ownerships (
    device_id bigint, device_type varchar, device_value varchar, customer_id varchar,
    valid_from_at timestamp, valid_to_at timestamp
);
create table identity.int_identity__identifiers (
    identifier_id bigint, identifier_type varchar, identifier_class varchar,
    normalized_value varchar, exclusion_rule varchar
);
create table identity.int_identity__raw_identifiers (
    identifier_type varchar, raw_value varchar, normalized_value varchar, identifier_id bigint,
    exclusion_rule varchar
);
create table rules.exclusion_rules (rule varchar, reason varchar);
create table identity.int_identity__cluster_customers (cluster_id bigint, customer_id varchar);
create table identity.int_identity__clusters (identifier_id bigint, cluster_id bigint);
create table identity.int_identity__clusters_linked (identifier_id bigint, cluster_id bigint);
create table identity.int_identity__components (vertex_id bigint, component_id bigint);
create table identity.int_identity__links (
    link_rank bigint, left_id bigint, right_id bigint, left_type varchar, right_type varchar,
    method varchar, evidence_record_id varchar, strength integer, record_count bigint,
    first_seen_at timestamp, last_seen_at timestamp
);
create table identity.int_identity__record_customers (
    source_record_id varchar, identifier_role varchar, customer_id varchar
);
create table identity.int_identity__records_resolved (
    source_record_id varchar, customer_id varchar
);
create table identity.int_identity__decisions (
    decision_id varchar, source_record_id varchar, left_id bigint, right_id bigint
);
create table activity.int_activity__events_attributed (event_id varchar, customer_id varchar);
create table activity.int_activity__interactions_identified (
    interaction_id varchar, customer_id varchar
);
create table profile.int_profile__attributes_resolved (
    customer_id varchar, attribute_name varchar, attribute_value varchar
);
create table profile.int_profile__consents_resolved (
    source_record_id varchar, customer_id varchar
);
create table input.run_clock (as_of_at timestamp);
create table input.input__events (event_id varchar, source_record_id varchar);
create table input.input__interactions (interaction_id varchar, source_record_id varchar);
create table input.input__orders (order_id varchar, source_record_id varchar);
create table input.input__privacy_requests (
    source_record_id varchar, identifier_type varchar, identifier_value varchar,
    requested_at timestamp
);
create table input.input__carts (
    source_record_id varchar, device_type varchar, device_value varchar,
    identifier_value varchar, updated_at timestamp
);
create table input.input__identifier_observations (
    source_record_id varchar, identifier_role varchar, identifier_type varchar, raw_value varchar
);
create table marts.customers (
    customer_id varchar, first_name varchar, birth_date date, age_years integer, email varchar,
    nearest_store_id varchar, nearest_store_basis varchar, understanding_level integer,
    understanding_reason varchar, preferred_channel varchar, rfm_segment varchar,
    recency_score integer, frequency_score integer, monetary_score integer,
    can_profile boolean, can_personalise boolean
);
create table marts.customer_devices (
    device_type varchar, device_value varchar, customer_id varchar, valid_from_at timestamp,
    valid_to_at timestamp, basis varchar
);
create table marts.orders (
    order_id varchar, customer_id varchar, recipient_customer_id varchar, net_amount decimal(18, 2),
    is_gift boolean, ordered_at timestamp
);
create table staging.base_shop__orders (
    _source_file varchar, _source_row bigint, ingested_at timestamp, _outcome varchar,
    order_id varchar, account_id varchar, buyer_email varchar, recipient_email varchar,
    recipient_first_name varchar, _raw_record varchar
);
create table staging.base_web__calls (
    _source_file varchar, _source_row bigint, ingested_at timestamp, _outcome varchar,
    "messageId" varchar, "anonymousId" varchar, context varchar, context__locale varchar,
    _raw_record varchar
);
create table staging.base_support__contacts (
    _source_file varchar, _source_row bigint, ingested_at timestamp, _outcome varchar,
    contact_id varchar, email varchar, transcript varchar, _raw_record varchar
);
create table staging.base_shop__products (sku varchar);
"""

_PEOPLE = """
insert into rules.identifier_types values
    ('login', 'person', 1), ('email', 'person', 4), ('phone', 'person', 5), ('cookie', 'device', 6);
insert into input.run_clock values ('2026-10-31');
insert into identity.int_identity__customer_registry values
    ('cus_anna', null, 'standing'), ('cus_bruno', null, 'standing'),
    ('cus_annaold', 'cus_anna', 'redirected');
insert into marts.customer_redirects values ('cus_annaold', 'cus_anna', 'standing');
insert into identity.int_identity__identifiers values
    (1, 'email', 'person', 'anna@x.example', null), (2, 'login', 'person', 'anna77', null),
    (3, 'email', 'person', 'bruno@x.example', null),
    (4, 'phone', 'person', '+33611111111', null), (5, 'login', 'person', 'bruno8', null),
    (9, 'cookie', 'device', 'tablet-1', null);
insert into identity.int_identity__raw_identifiers values
    ('email', 'Anna@X.example', 'anna@x.example', 1, null), ('login', 'anna77', 'anna77', 2, null),
    ('email', 'bruno@x.example', 'bruno@x.example', 3, null),
    ('phone', '06 11 11 11 11', '+33611111111', 4, null),
    ('login', 'bruno8', 'bruno8', 5, null), ('cookie', 'tablet-1', 'tablet-1', 9, null);
insert into identity.int_identity__crosswalk values
    (1, 'h1', 'email', 'anna@x.example', 'cus_anna', '1900-01-01', '9999-12-31'),
    (2, 'h2', 'login', 'anna77', 'cus_anna', '1900-01-01', '9999-12-31'),
    (3, 'h3', 'email', 'bruno@x.example', 'cus_bruno', '1900-01-01', '9999-12-31'),
    (4, 'h4', 'phone', '+33611111111', 'cus_bruno', '1900-01-01', '9999-12-31'),
    (5, 'h5', 'login', 'bruno8', 'cus_bruno', '1900-01-01', '9999-12-31');
insert into identity.int_identity__clusters values (1, 1), (2, 1), (3, 3), (4, 3);
insert into identity.int_identity__clusters_linked values (1, 1), (2, 1), (3, 3), (4, 3);
insert into identity.int_identity__cluster_customers values (1, 'cus_anna'), (3, 'cus_bruno');
insert into identity.int_identity__components values (1, 1), (2, 1), (3, 3), (4, 3);
insert into identity.int_identity__links values
    (1, 1, 2, 'email', 'login', 'account', 'shop.accounts:anna77', 90, 1, '2026-01-01', null),
    (2, 1, 3, 'email', 'email', 'account', 'shop.accounts:both', 10, 1, '2026-01-01', null);
insert into identity.int_identity__device_ownerships values
    (9, 'cookie', 'tablet-1', 'cus_anna', '2026-01-01', '2026-02-01'),
    (9, 'cookie', 'tablet-1', 'cus_bruno', '2026-02-01', '2026-03-01');
insert into marts.customer_devices
select device_type, device_value, customer_id, valid_from_at, valid_to_at, 'signed_in'
from identity.int_identity__device_ownerships;
insert into marts.customers values
    ('cus_anna', 'Anna', '1990-05-01', 36, 'anna@x.example', 'S1', 'postcode', 2, 'registered',
     'web', 'champions', 5, 5, 5, true, false),
    ('cus_bruno', 'Bruno', '1991-05-01', 35, 'bruno@x.example', null, null, 1, 'seen', null, null,
     null, null, null, false, false);
insert into marts.orders values
    ('shop:1', 'cus_anna', null, 10.00, false, '2026-01-05'),
    ('shop:2', 'cus_bruno', 'cus_anna', 99.00, true, '2026-02-05'),
    ('shop:3', 'cus_anna', 'cus_bruno', 30.00, true, '2026-01-06');
insert into input.input__orders values
    ('shop:1', 'shop.orders:1'), ('shop:2', 'shop.orders:2'), ('shop:3', 'shop.orders:3');
insert into identity.int_identity__record_customers values
    ('shop.orders:1', 'self', 'cus_anna'), ('shop.orders:2', 'self', 'cus_bruno'),
    ('shop.orders:2', 'recipient', 'cus_anna'), ('shop.orders:3', 'self', 'cus_anna'),
    ('shop.orders:3', 'recipient', 'cus_bruno'), ('support.contacts:1', 'self', 'cus_anna');
insert into identity.int_identity__records_resolved
select source_record_id, customer_id from identity.int_identity__record_customers
where identifier_role = 'self';
insert into staging.base_shop__orders values
    ('orders.csv', 1, '2026-01-06', 'kept', '1', 'anna77', 'Anna@X.example', null,
     'Anna@X.example', null),
    ('orders.csv', 2, '2026-02-06', 'kept', '2', null, 'bruno@x.example', 'Anna@X.example', 'Nan',
     null),
    ('orders.csv', 3, '2026-01-07', 'kept', '3', 'bruno8', 'Anna@X.example', 'bruno@x.example',
     'Non', null),
    ('orders.csv', 4, '2026-01-08', 'rejected', null, null, null, null, null,
     '{"order_id": "4", "buyer_email": "anna@x.example ", "recipient_email": "bruno@x.example",'
     ' "total_amount": "much"}'),
    ('orders.csv', 5, '2026-01-08', 'rejected', null, null, null, null, null,
     '{"order_id": "5", "buyer_email": "bruno@x.example", "total_amount": "much"}');
insert into input.input__events values ('web:1', 'web.calls:1'), ('web:2', 'web.calls:2');
insert into activity.int_activity__events_attributed values
    ('web:1', 'cus_anna'), ('web:2', 'cus_bruno');
insert into staging.base_web__calls values
    ('calls.jsonl', 1, '2026-01-03', 'kept', '1', 'tablet-1', '{"page": "/coats"}', 'fr', null),
    ('calls.jsonl', 2, '2026-02-03', 'kept', '2', 'tablet-1', '{"page": "/ties"}', 'fr', null);
insert into staging.base_support__contacts values
    ('contacts.csv', 1, '2026-01-03', 'kept', '1', 'anna@x.example',
     'Write to me <b>here</b>, to bruno@x.example, or call +33 6 11 11 11 11', null);
"""


@pytest.fixture
def people(environment: Environment) -> Environment:
    """An installation whose build warehouse knows Anna and Bruno."""
    with duckdb.connect(str(environment.warehouse)) as connection:
        connection.execute(_STRUCTURE)
        connection.execute(_PEOPLE)
    return environment

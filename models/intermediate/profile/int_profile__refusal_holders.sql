{# Whose a refusal is that was given on a device nobody may follow: of whoever signed in there last,
   else first; where nobody ever did, of whoever followed a link there. Nothing but refusals is ever
   placed by it: to honour a refusal needs no permission. #}
with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'device' and identifier_role = 'self'
),

link_methods as (
    select * from {{ ref('link_methods') }}
    where claims_device
),

records_resolved as (
    select * from {{ ref('int_identity__records_resolved') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
),

devices_refused as (
    select device_id
    from {{ ref('int_identity__tracer_consents') }}
    where not is_allowed
    group by device_id
),

claims as (
    select
        record_identifiers.identifier_id as device_id,
        record_identifiers.occurred_at,
        records_resolved.customer_id,
        case when record_identifiers.record_kind = 'email_click' then 1 else 0 end as is_click,
        min(case when record_identifiers.record_kind = 'email_click' then 1 else 0 end) over (
            partition by record_identifiers.identifier_id
        ) as has_only_clicks
    from record_identifiers
    inner join link_methods
        on record_identifiers.record_kind = link_methods.record_kind
    inner join records_resolved
        on record_identifiers.source_record_id = records_resolved.source_record_id
    inner join devices_refused
        on record_identifiers.identifier_id = devices_refused.device_id
),

sign_ins as (
    select
        device_id,
        occurred_at,
        min(customer_id) as customer_id
    from claims
    where is_click = has_only_clicks
    group by device_id, occurred_at
),

ordered as (
    select
        *,
        row_number() over (
            partition by device_id order by occurred_at asc nulls last
        ) as sign_in_number,
        lead(occurred_at) over (
            partition by device_id order by occurred_at asc nulls last
        ) as next_sign_in_at
    from sign_ins
),

final as (
    select
        identifiers.identifier_type as device_type,
        identifiers.normalized_value as device_value,
        ordered.customer_id,
        case
            when ordered.sign_in_number = 1 then cast('0001-01-01' as timestamp)
            else ordered.occurred_at
        end as valid_from_at,
        coalesce(ordered.next_sign_in_at, cast('9999-12-31' as timestamp)) as valid_to_at
    from ordered
    inner join identifiers
        on ordered.device_id = identifiers.identifier_id
)

select * from final

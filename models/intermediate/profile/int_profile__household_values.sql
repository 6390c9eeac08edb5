{# Cards and telephone numbers that two customers use at once. Identity refused to make them one
   person on such a value, and the refusal is the evidence. A value that passed on, so that each
   holder has an interval of it, is used by one after the other and says nothing. #}
with links_rejected as (
    select * from {{ ref('links_rejected') }}
),

link_methods as (
    select * from {{ ref('link_methods') }}
),

customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

holders as (
    select
        identifier_type,
        identifier_value,
        min(customer_id) as customer_id
    from customer_identifiers
    group by identifier_type, identifier_value
    having count(distinct customer_id) = 1
),

held as (
    select
        links_rejected.left_type,
        links_rejected.right_type,
        link_methods.is_registration,
        left_holders.customer_id as one_customer_id,
        right_holders.customer_id as other_customer_id,
        links_rejected.record_count,
        links_rejected.first_seen_at,
        links_rejected.last_seen_at
    from links_rejected
    inner join link_methods
        on links_rejected.method = link_methods.record_kind
    inner join holders as left_holders
        on
            links_rejected.left_type = left_holders.identifier_type
            and links_rejected.left_value = left_holders.identifier_value
    inner join holders as right_holders
        on
            links_rejected.right_type = right_holders.identifier_type
            and links_rejected.right_value = right_holders.identifier_value
    where left_holders.customer_id <> right_holders.customer_id
),

named as (
    select
        *,
        case
            when 'loyalty_id' in (left_type, right_type) and not is_registration
                then 'shared_card'
            when 'phone' in (left_type, right_type) then 'shared_phone'
        end as evidence
    from held
),

final as (
    select
        least(one_customer_id, other_customer_id) as left_customer_id,
        greatest(one_customer_id, other_customer_id) as right_customer_id,
        evidence,
        cast(sum(record_count) as bigint) as record_count,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from named
    where evidence is not null
    group by
        least(one_customer_id, other_customer_id),
        greatest(one_customer_id, other_customer_id),
        evidence
)

select * from final

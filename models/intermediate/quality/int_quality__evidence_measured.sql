{# How much of the evidence was not used: a rule that refuses too much shows here. #}
{{ config(schema='quality') }}

with devices as (
    select * from {{ ref('int_identity__devices') }}
),

devices_followed as (
    select * from {{ ref('int_identity__devices_followed') }}
),

raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
),

links as (
    select * from {{ ref('int_identity__links') }}
),

person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

-- What an erased person was tied to counts no more, neither in the run of the erasure nor later.
links_of_customers as (
    select links.link_rank
    from links
    inner join person_clusters
        on links.left_id = person_clusters.identifier_id
),

rejected as (
    select * from {{ ref('links_rejected') }}
),

rejected_count as (
    select count(*) as link_count
    from rejected
),

final as (
    select
        'unclaimed_device_share' as measure,
        'any' as identifier_type,
        avg(case when devices.owner_count = 0 then 1.0 else 0.0 end) as measured_value
    from devices
    inner join devices_followed
        on devices.device_id = devices_followed.device_id
    union all
    select
        'refused_device_share' as measure,
        'any' as identifier_type,
        avg(case when devices_followed.device_id is null then 1.0 else 0.0 end) as measured_value
    from devices
    left join devices_followed
        on devices.device_id = devices_followed.device_id
    union all
    select
        'excluded_share' as measure,
        'any' as identifier_type,
        cast(sum(case when exclusion_rule is not null then observation_count else 0 end) as double)
        / nullif(sum(observation_count), 0) as measured_value
    from raw_identifiers
    union all
    select
        'rejected_links_share' as measure,
        'any' as identifier_type,
        cast(max(rejected_count.link_count) as double)
        / nullif(count(links_of_customers.link_rank), 0) as measured_value
    from rejected_count
    left join links_of_customers
        on links_of_customers.link_rank is not null
)

select * from final

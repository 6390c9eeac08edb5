with linked as (
    select * from {{ ref('int_identity__clusters_linked') }}
),

clusters as (
    select * from {{ ref('int_identity__clusters') }}
),

tenures as (
    select * from {{ ref('int_identity__identifier_tenures') }}
),

passed_on as (
    select identifier_id
    from tenures
    group by identifier_id
),

merged as (
    select
        linked.cluster_id as linked_cluster_id,
        min(clusters.cluster_id) as cluster_id
    from linked
    inner join clusters
        on linked.identifier_id = clusters.identifier_id
    group by linked.cluster_id
),

final as (
    select
        clusters.identifier_id,
        clusters.cluster_id,
        cast('1900-01-01' as timestamp) as valid_from_at,
        cast('9999-12-31' as timestamp) as valid_to_at
    from clusters
    left join passed_on
        on clusters.identifier_id = passed_on.identifier_id
    where passed_on.identifier_id is null
    union all
    select
        tenures.identifier_id,
        merged.cluster_id,
        tenures.valid_from_at,
        tenures.valid_to_at
    from tenures
    inner join merged
        on tenures.cluster_id = merged.linked_cluster_id
)

select * from final

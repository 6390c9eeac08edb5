{# How big the customers are: a cluster that grows without limit is the first sign of fused
   people. #}
{{ config(schema='quality') }}

with customers as (
    select * from {{ ref('int_identity__customers') }}
),

person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

cluster_customers as (
    select * from {{ ref('int_identity__cluster_customers') }}
),

held as (
    select
        person_clusters.identifier_type,
        cluster_customers.customer_id,
        count(*) as identifier_count
    from person_clusters
    inner join cluster_customers
        on person_clusters.cluster_id = cluster_customers.cluster_id
    group by person_clusters.identifier_type, cluster_customers.customer_id
),

placed as (
    select
        *,
        row_number() over (
            partition by identifier_type
            order by identifier_count asc nulls last, customer_id asc nulls last
        ) as place,
        count(*) over (partition by identifier_type) as customer_count
    from held
),

-- The 99th percentile by nearest rank: the least size that 99 of 100 customers keep to.
by_type as (
    select
        identifier_type,
        avg(cast(identifier_count as double)) as mean_count,
        min(case when place * 100 >= customer_count * 99 then identifier_count end) as p99_count,
        max(identifier_count) as max_count
    from placed
    group by identifier_type
),

final as (
    select
        'customers' as measure,
        'any' as identifier_type,
        cast(count(*) as double) as measured_value
    from customers
    union all
    select
        'largest_cluster' as measure,
        'any' as identifier_type,
        cast(coalesce(max(identifier_count), 0) as double) as measured_value
    from customers
    union all
    select
        'identifiers_per_customer_mean' as measure,
        identifier_type,
        mean_count as measured_value
    from by_type
    union all
    select
        'identifiers_per_customer_p99' as measure,
        identifier_type,
        cast(p99_count as double) as measured_value
    from by_type
    union all
    select
        'identifiers_per_customer_max' as measure,
        identifier_type,
        cast(max_count as double) as measured_value
    from by_type
)

select * from final

{#
Ids outlive clusters. A customer is registered once, under the identifier of its cluster that was
delivered first (its anchor), and keeps that id: the cluster that holds the anchor is the customer.
When two registered customers meet in one cluster the older stays and the other redirects to it.
The table is never rebuilt by a full refresh, because nothing else remembers the ids.
#}
{{ config(
    materialized='incremental',
    unique_key='customer_id',
    incremental_strategy='delete+insert',
    full_refresh=false,
    on_schema_change='fail'
) }}

with person_clusters as (
    select * from {{ ref('int_identity__person_clusters') }}
),

registered as (
    {% if is_incremental() -%}
    select * from {{ this }}
    {%- else -%}
        select
            cast(null as {{ dbt.type_string() }}) as customer_id,
            cast(null as {{ dbt.type_string() }}) as anchor_hash,
            cast(null as timestamp) as anchor_ingested_at,
            cast(null as timestamp) as anchor_seen_at,
            cast(null as timestamp) as registered_at,
            cast(null as {{ dbt.type_string() }}) as redirects_to_customer_id,
            cast(null as timestamp) as redirected_at
        where 1 = 0
    {%- endif %}
),

-- The registered customers each cluster holds, the oldest first.
held as (
    select
        person_clusters.cluster_id,
        registered.customer_id,
        registered.anchor_hash,
        registered.anchor_ingested_at,
        registered.anchor_seen_at,
        registered.registered_at,
        row_number() over (
            partition by person_clusters.cluster_id
            order by
                registered.anchor_ingested_at asc nulls last,
                registered.anchor_seen_at asc nulls last, registered.anchor_hash asc nulls last
        ) as age_rank
    from registered
    inner join person_clusters
        on registered.anchor_hash = person_clusters.identifier_hash
),

oldest_identifiers as (
    select
        *,
        row_number() over (
            partition by cluster_id
            order by
                first_ingested_at asc nulls last, first_seen_at asc nulls last,
                identifier_hash asc nulls last
        ) as age_rank
    from person_clusters
),

newborn as (
    select
        'cus_' || substring(oldest_identifiers.identifier_hash, 1, 24) as customer_id,
        oldest_identifiers.identifier_hash as anchor_hash,
        oldest_identifiers.first_ingested_at as anchor_ingested_at,
        oldest_identifiers.first_seen_at as anchor_seen_at,
        {{ as_of() }} as registered_at,
        cast(null as {{ dbt.type_string() }}) as redirects_to_customer_id,
        cast(null as timestamp) as redirected_at
    from oldest_identifiers
    left join held
        on oldest_identifiers.cluster_id = held.cluster_id
    where oldest_identifiers.age_rank = 1 and held.cluster_id is null
),

-- Customers whose redirection is not what the registry says: merged now, or parted again.
moved as (
    select
        held.customer_id,
        held.anchor_hash,
        held.anchor_ingested_at,
        held.anchor_seen_at,
        held.registered_at,
        case when held.age_rank > 1 then survivors.customer_id end as redirects_to_customer_id,
        case when held.age_rank > 1 then {{ as_of() }} end as redirected_at
    from held
    inner join held as survivors
        on held.cluster_id = survivors.cluster_id
            and survivors.age_rank = 1
    inner join registered
        on held.customer_id = registered.customer_id
    where
        coalesce(registered.redirects_to_customer_id, '')
        <> coalesce(case when held.age_rank > 1 then survivors.customer_id end, '')
),

final as (
    select * from newborn
    union all
    select * from moved
)

select * from final

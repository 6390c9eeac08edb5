with registry as (
    select * from {{ ref('int_identity__customer_registry') }}
),

events as (
    select
        customer_id,
        'born' as event_type,
        cast(null as {{ dbt.type_string() }}) as other_customer_id,
        'First seen under an identifier that no customer held.' as reason,
        registered_at as occurred_at
    from registry
    union all
    select
        customer_id,
        'merged' as event_type,
        redirects_to_customer_id as other_customer_id,
        'New evidence showed one person; the older id stays and this one redirects to it.'
            as reason,
        redirected_at as occurred_at
    from registry
    where redirects_to_customer_id is not null
),

final as (
    select
        {{ dbt.hash("customer_id || '|' || event_type || '|' || coalesce(other_customer_id, '')") }}
            as identity_event_id,
        event_type,
        customer_id,
        other_customer_id,
        reason,
        occurred_at
    from events
)

select * from final

{{ config(enabled=var('support_enabled'), materialized='view') }}

with contacts as (
    select * from {{ ref('stg_support__contacts') }}
),

final as (
    select
        {{ dbt.concat(["'support:'", 'contact_id']) }} as interaction_id,
        'support' as source_name,
        source_record_id,
        'support_contacted' as interaction_type,
        channel,
        case
            when account_id is not null then 'login'
            when email is not null then 'email'
            when phone is not null then 'phone'
        end as identifier_type,
        coalesce(account_id, email, phone) as identifier_value,
        cast(null as {{ dbt.type_string() }}) as campaign_id,
        cast(null as {{ dbt.type_string() }}) as campaign_name,
        cast(null as {{ dbt.type_string() }}) as campaign_kind,
        cast(null as {{ dbt.type_string() }}) as variant,
        cast(null as {{ dbt.type_string() }}) as message_id,
        topic,
        status,
        cast(satisfaction as decimal(9, 2)) as rating,
        mood as sentiment,
        false as is_machine,
        {{ json_object({
            'order_number': 'order_number',
            'closed_at': 'cast(closed_at as ' ~ dbt.type_string() ~ ')',
            'transcript': 'transcript',
        }) }} as properties,
        opened_at as occurred_at,
        ingested_at
    from contacts
)

select * from final

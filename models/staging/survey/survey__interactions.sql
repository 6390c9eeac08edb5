{{ config(enabled=var('survey_enabled'), materialized='view') }}

with reviews as (
    select * from {{ ref('stg_survey__reviews') }}
),

nps_scores as (
    select * from {{ ref('stg_survey__nps_scores') }}
),

stated as (
    select
        {{ dbt.concat(["'survey:review:'", 'review_id']) }} as interaction_id,
        source_record_id,
        'review_written' as interaction_type,
        account_id,
        email,
        sku as topic,
        rating,
        sentiment,
        {{ json_object({'sku': 'sku', 'title': 'title', 'comment': 'comment'}) }} as properties,
        written_at as occurred_at,
        ingested_at
    from reviews

    union all

    select
        {{ dbt.concat(["'survey:nps:'", 'nps_id']) }} as interaction_id,
        source_record_id,
        'nps_answered' as interaction_type,
        account_id,
        email,
        null as topic,
        score as rating,
        null as sentiment,
        {{ json_object({'comment': 'comment'}) }} as properties,
        answered_at as occurred_at,
        ingested_at
    from nps_scores
),

final as (
    select
        interaction_id,
        'survey' as source_name,
        source_record_id,
        interaction_type,
        'survey' as channel,
        case
            when account_id is not null then 'login'
            when email is not null then 'email'
        end as identifier_type,
        coalesce(account_id, email) as identifier_value,
        cast(null as {{ dbt.type_string() }}) as campaign_id,
        cast(null as {{ dbt.type_string() }}) as campaign_name,
        cast(null as {{ dbt.type_string() }}) as campaign_kind,
        cast(null as {{ dbt.type_string() }}) as variant,
        cast(null as {{ dbt.type_string() }}) as message_id,
        topic,
        cast(null as {{ dbt.type_string() }}) as status,
        cast(rating as decimal(9, 2)) as rating,
        sentiment,
        false as is_machine,
        properties,
        occurred_at,
        ingested_at
    from stated
)

select * from final

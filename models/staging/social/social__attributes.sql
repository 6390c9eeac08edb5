{{ config(enabled=var('social_enabled'), materialized='view') }}

with logins as (
    select
        'social' as source_name,
        *
    from {{ ref('stg_social__logins') }}
),

listed as (
    select
        source_name,
        source_record_id,
        occurred_at,
        ingested_at,
        {{ json_elements('likes') }} as liked
    from logins
),

likes as (
    select
        source_name,
        source_record_id,
        occurred_at,
        ingested_at,
        liked
    from listed
    group by source_name, source_record_id, occurred_at, ingested_at, liked
),

final as (
    {{ stated_attributes('logins', {
        'first_name': 'first_name',
        'last_name': 'last_name',
        'language': 'language',
    }, confidence=0.8) }}

    union all

    {{ stated_attributes('likes', {'interest': 'liked'}, value_kind='observed', confidence=0.6) }}

    union all

    {{ untaken_members('logins', 'profile', ['locale', 'likes']) }}
)

select * from final

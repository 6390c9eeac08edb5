{{ config(enabled=var('social_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_social__logins') }}
    where _outcome in ('kept', 'superseded')
),

renamed as (
    select
        {{ source_record_id('social', 'logins', 'login_event_id') }} as source_record_id,
        login_event_id,
        lower(provider) as provider,
        subject,
        {{ dbt.concat(['lower(provider)', "':'", 'subject']) }} as social_id,
        email,
        coalesce(email_verified, true) as is_email_verified,
        given_name as first_name,
        family_name as last_name,
        account_id,
        profile,
        lower(substring(profile__locale, 1, 2)) as language,
        profile__likes as likes,
        occurred_at,
        ingested_at,
        _outcome = 'kept' as is_current
    from source
)

select * from renamed

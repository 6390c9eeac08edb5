{{ config(enabled=var('shop_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_shop__accounts') }}
    where _outcome in ('kept', 'superseded')
),

renamed as (
    select
        {{ source_record_id('shop', 'accounts', 'account_id') }} as source_record_id,
        account_id,
        email,
        phone,
        first_name,
        last_name,
        {{ sex_code('gender') }} as sex,
        birth_date,
        postcode,
        city,
        upper(country) as country_code,
        lower(language) as language,
        newsletter_optin as has_newsletter,
        status,
        created_at,
        coalesce(updated_at, created_at) as updated_at,
        ingested_at,
        _outcome = 'kept' as is_current,
        row_number() over (
            partition by account_id
            order by
                ingested_at asc nulls first,
                _source_file asc nulls first,
                _source_row asc nulls first
        ) as version_number
    from source
)

select * from renamed

{# A card number is re-issued to another person, so a member is a card number and a joining time. #}
{{ config(enabled=var('loyalty_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_loyalty__members') }}
    where _outcome in ('kept', 'superseded')
),

renamed as (
    select
        {{ source_record_id('loyalty', 'members', ['card_number', 'joined_at']) }}
            as source_record_id,
        card_number,
        {{ sex_code('title') }} as sex,
        first_name,
        last_name,
        birth_date,
        email,
        phone,
        address_line,
        postcode,
        city,
        csp,
        family_situation,
        children_count,
        tier as loyalty_tier,
        points as loyalty_points,
        status,
        joined_at,
        coalesce(updated_at, joined_at) as updated_at,
        ingested_at,
        _outcome = 'kept' as is_current,
        row_number() over (
            partition by card_number, joined_at
            order by
                ingested_at asc nulls first,
                _source_file asc nulls first,
                _source_row asc nulls first
        ) as version_number
    from source
)

select * from renamed

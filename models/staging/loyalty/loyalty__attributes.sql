{{ config(enabled=var('loyalty_enabled'), materialized='view') }}

with members as (
    select
        'loyalty' as source_name,
        updated_at as occurred_at,
        *
    from {{ ref('stg_loyalty__members') }}
),

final as (
    {{ stated_attributes('members', {
        'first_name': 'first_name',
        'last_name': 'last_name',
        'sex': 'sex',
        'birth_date': 'birth_date',
        'address_line': 'address_line',
        'postcode': 'postcode',
        'city': 'city',
        'csp': 'csp',
        'family_situation': 'family_situation',
        'children_count': 'children_count',
    }) }}

    union all

    {{ stated_attributes('members', {
        'loyalty_tier': 'loyalty_tier',
        'loyalty_points': 'loyalty_points',
    }, value_kind='observed') }}
)

select * from final

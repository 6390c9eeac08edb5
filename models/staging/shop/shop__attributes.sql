{# An account states its holder's details; an order states the buyer's, and is only listened to
   where no account says it better. #}
{{ config(enabled=var('shop_enabled'), materialized='view') }}

with accounts as (
    select
        'shop' as source_name,
        updated_at as occurred_at,
        *
    from {{ ref('stg_shop__accounts') }}
),

guest_orders as (
    select
        'shop' as source_name,
        ordered_at as occurred_at,
        *
    from {{ ref('stg_shop__orders') }}
    where account_id is null
),

final as (
    {{ stated_attributes('accounts', {
        'first_name': 'first_name',
        'last_name': 'last_name',
        'sex': 'sex',
        'birth_date': 'birth_date',
        'postcode': 'postcode',
        'city': 'city',
        'country_code': 'country_code',
        'language': 'language',
        'newsletter_optin': 'has_newsletter',
    }) }}

    union all

    {{ stated_attributes('guest_orders', {
        'first_name': 'buyer_first_name',
        'last_name': 'buyer_last_name',
        'postcode': 'buyer_postcode',
    }, confidence=0.9) }}
)

select * from final

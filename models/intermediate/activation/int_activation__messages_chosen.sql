{# The log of what runs have chosen, appended to and never rebuilt: nothing else remembers it,
   and an occasion is told of once. A run that is repeated adds nothing. What is written of
   erased customers goes, and so does what is older than contacts with customers are kept (seed
   `retention`). #}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    full_refresh=false,
    on_schema_change='fail',
    post_hook=[
        "delete from {{ this }} where customer_id in (
            select customer_id from {{ ref('int_identity__customer_registry') }}
            where status = 'erased'
        )",
        "delete from {{ this }} where chosen_at < (
            select {{ dbt.dateadd('day', '-min(keep_days)', as_of()) }}
            from {{ ref('retention') }}
            where data_class = 'contact_history'
        )",
    ]
) }}

with occasions_decided as (
    select * from {{ ref('int_activation__occasions_decided') }}
    where
        fate = 'chosen'
        and not is_of_this_run
),

final as (
    select
        {{ dbt.hash(
            "occasions_decided.customer_id || '|' || occasions_decided.trigger_id"
            ~ " || '|' || occasions_decided.occasion_key"
        ) }} as message_id,
        occasions_decided.customer_id,
        occasions_decided.trigger_id,
        occasions_decided.occasion_key,
        occasions_decided.channel,
        occasions_decided.is_capped,
        {{ as_of() }} as chosen_at,
        occasions_decided.expires_at
    from occasions_decided
    {%- if is_incremental() %}
        left join {{ this }} as messages_chosen
            on
                occasions_decided.customer_id = messages_chosen.customer_id
                and occasions_decided.trigger_id = messages_chosen.trigger_id
                and occasions_decided.occasion_key = messages_chosen.occasion_key
        where messages_chosen.customer_id is null
    {%- endif %}
)

select * from final

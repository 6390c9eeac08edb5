{#
What each run knew: who held an identifier (in event time, valid_from_at and valid_to_at) as known
from one run to another (known_from_at and known_to_at). Identifiers stand as keyed hashes, so that
the history of an erased person can be forgotten without searching for values.
#}
{{ config(
    materialized='incremental',
    unique_key='crosswalk_row_id',
    incremental_strategy='delete+insert',
    full_refresh=false,
    on_schema_change='fail',
    post_hook="delete from {{ this }} where customer_id in (
        select customer_id from {{ ref('int_identity__customer_registry') }}
        where status = 'erased'
    )"
) }}

with crosswalk as (
    select * from {{ ref('int_identity__crosswalk') }}
),

open_rows as (
    {% if is_incremental() -%}
    select * from {{ this }}
    where known_to_at = cast('9999-12-31' as timestamp)
    {%- else -%}
        select
            cast(null as {{ dbt.type_string() }}) as crosswalk_row_id,
            cast(null as {{ dbt.type_string() }}) as identifier_hash,
            cast(null as {{ dbt.type_string() }}) as identifier_type,
            cast(null as {{ dbt.type_string() }}) as customer_id,
            cast(null as timestamp) as valid_from_at,
            cast(null as timestamp) as valid_to_at,
            cast(null as timestamp) as known_from_at,
            cast(null as timestamp) as known_to_at
        where 1 = 0
    {%- endif %}
),

added as (
    select
        {{ dbt.hash(
            "crosswalk.identifier_hash || crosswalk.customer_id"
            ~ " || cast(crosswalk.valid_from_at as " ~ dbt.type_string() ~ ")"
            ~ " || cast(crosswalk.valid_to_at as " ~ dbt.type_string() ~ ")"
            ~ " || cast(" ~ as_of() ~ " as " ~ dbt.type_string() ~ ")"
        ) }} as crosswalk_row_id,
        crosswalk.identifier_hash,
        crosswalk.identifier_type,
        crosswalk.customer_id,
        crosswalk.valid_from_at,
        crosswalk.valid_to_at,
        {{ as_of() }} as known_from_at,
        cast('9999-12-31' as timestamp) as known_to_at
    from crosswalk
    left join open_rows
        on crosswalk.identifier_hash = open_rows.identifier_hash
            and crosswalk.customer_id = open_rows.customer_id
            and crosswalk.valid_from_at = open_rows.valid_from_at
            and crosswalk.valid_to_at = open_rows.valid_to_at
    where open_rows.identifier_hash is null
),

ended as (
    select
        open_rows.crosswalk_row_id,
        open_rows.identifier_hash,
        open_rows.identifier_type,
        open_rows.customer_id,
        open_rows.valid_from_at,
        open_rows.valid_to_at,
        open_rows.known_from_at,
        {{ as_of() }} as known_to_at
    from open_rows
    left join crosswalk
        on open_rows.identifier_hash = crosswalk.identifier_hash
            and open_rows.customer_id = crosswalk.customer_id
            and open_rows.valid_from_at = crosswalk.valid_from_at
            and open_rows.valid_to_at = crosswalk.valid_to_at
    where crosswalk.identifier_hash is null
),

final as (
    select * from added
    union all
    select * from ended
)

select * from final

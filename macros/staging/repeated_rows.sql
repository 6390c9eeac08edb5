{# The outcome of the sound rows that share their key with another one; every other sound row is
   kept. Repeated keys are found first, by an aggregate over nothing but a hash of the key, so that
   only the few rows they name are compared: no window ever runs over a whole table's content.
   (The landing is read anew for each of the two steps, because a shared common table expression
   would be held in memory whole.)
   - The same content delivered again changes nothing: `repeated`.
   - Of several contents the latest delivery wins, and the earlier ones are `superseded`.
   - Two contents in one delivery contradict each other: the first in file order stands, and the
     others are rejected as `duplicate_key`. #}
{% macro repeated_rows(landing) -%}
    {%- set key = landing_key(landing) -%}
    with repeated_keys as (
        select {{ landing_key_hash(landing) }} as key_hash
        from (
            {{ read_landing(landing, only=landing.key) }}
        ) as delivered
        group by {{ landing_key_hash(landing) }}
        having count(*) > 1
    ),

    delivered_again as (
        select delivered.*
        from (
            {{ read_landing(landing) }}
        ) as delivered
        inner join repeated_keys on {{ landing_key_hash(landing) }} = repeated_keys.key_hash
    ),

    typed as (
        {{ typed_landing('delivered_again', landing, keep_every_raw_record=true) }}
    ),

    candidates as (
        select
            typed.*,
            {{ dbt.hash('_raw_record') }} as content
        from typed
        where _problem is null
    ),

    compared as (
        select
            candidates.*,
            row_number() over (
                partition by {{ key }}, ingested_at
                order by _source_file asc nulls first, _source_row asc
            ) as place_in_delivery,
            content = first_value(content) over (
                partition by {{ key }}, ingested_at
                order by _source_file asc nulls first, _source_row asc
            ) as is_like_first_in_delivery,
            content = first_value(content) over (
                partition by {{ key }}
                order by ingested_at desc nulls last, _source_file asc nulls first, _source_row asc
            ) as is_like_latest
        from candidates
    ),

    dated as (
        select
            compared.*,
            max(case when not is_like_latest and place_in_delivery = 1 then ingested_at end)
                over (partition by {{ key }}) as last_other_content_at
        from compared
    ),

    judged as (
        select
            dated.*,
            is_like_latest and ingested_at > coalesce(
                last_other_content_at, cast('0001-01-01' as timestamp)
            ) as is_current
        from dated
    ),

    placed as (
        select
            judged.*,
            row_number() over (
                partition by {{ key }}, is_current
                order by ingested_at asc nulls first, _source_file asc nulls first, _source_row asc
            ) as place_among_current
        from judged
    )

    select
        {{ key }},
        _source_file,
        _source_row,
        _raw_record,
        case
            when is_current and place_among_current = 1 then 'kept'
            when is_like_latest then 'repeated'
            when place_in_delivery = 1 then 'superseded'
            when is_like_first_in_delivery then 'repeated'
            else 'rejected'
        end as _outcome
    from placed
{%- endmacro %}

{# The key's columns, as a list for a select, a partition or a group. #}
{% macro landing_key(landing) -%}
    {%- set names = [] -%}
    {%- for name in landing.key -%}
        {%- do names.append(adapter.quote(name)) -%}
    {%- endfor -%}
    {{ return(names | join(', ')) }}
{%- endmacro %}

{# The key of a row of `delivered` as one 64-bit hash, cast first so that `7` and `07` are one line
   number. #}
{% macro landing_key_hash(landing) -%}
    {%- set parts = [] -%}
    {%- for column in landing.columns if column.key -%}
        {%- set value = cast_landing_column(column, 'delivered.' ~ adapter.quote(column.name)) -%}
        {%- if not loop.first -%}
            {%- do parts.append("'|'") -%}
        {%- endif -%}
        {%- do parts.append('cast(' ~ value ~ ' as ' ~ dbt.type_string() ~ ')') -%}
    {%- endfor -%}
    {{ hash_bigint(dbt.concat(parts)) }}
{%- endmacro %}

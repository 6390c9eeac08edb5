{# Every delivered row with its one outcome (kept, rejected, repeated, superseded, erased or
   expired), from the `typed` and `repeats` expressions of a base model. Of a row that may not come
   in (see `landing_door`) nothing is kept but its place in its file, so that the counts add up. #}
{% macro landing_outcomes(landing) -%}
    {%- set door = landing_door(landing) -%}
    {%- set has_door = landing_has_door(door) -%}
    select
        typed._source_file,
        typed._source_row,
        typed.ingested_at,
        case
            {%- if has_door %}
            when typed._door is not null then typed._door
            {%- endif %}
            when typed._problem is not null then 'rejected'
            else coalesce(repeats._outcome, 'kept')
        end as _outcome,
        case
            {%- if has_door %}
            when typed._door is not null then null
            {%- endif %}
            when typed._problem is not null then {{ dbt.split_part('typed._problem', "':'", 1) }}
            when repeats._outcome = 'rejected' then 'duplicate_key'
        end as _rejected_rule,
        case
            {%- if has_door %}
            when typed._door is not null then null
            {%- endif %}
            when typed._problem is not null
                then nullif({{ dbt.split_part('typed._problem', "':'", 2) }}, '')
            when repeats._outcome = 'rejected' then '{{ landing.key | join(", ") }}'
        end as _rejected_column,
        {%- for column in landing.columns %}
        {{ let_in(adapter.quote(column.name), landing, door) }},
        {%- for field in column.fields or [] %}
        {{ let_in(landing_field_name(column, field), landing, door, column.name) }},
        {%- endfor %}
        {%- endfor %}
        case
            {%- if has_door %}
            when typed._door is not null then null
            {%- endif %}
            when typed._problem is not null then typed._raw_record
            when repeats._outcome = 'rejected' then repeats._raw_record
        end as _raw_record
    from {{ rows_at_the_door(landing, door) }}
    left join repeats
        on typed._source_file = repeats._source_file
        and typed._source_row = repeats._source_row
        {%- for name in landing.key %}
        and typed.{{ adapter.quote(name) }} = repeats.{{ adapter.quote(name) }}
        {%- endfor %}
{%- endmacro %}

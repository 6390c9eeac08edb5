{# Every delivered row with its one outcome (kept, rejected, repeated or superseded), from the
   `typed` and `repeats` expressions of a base model. #}
{% macro landing_outcomes(landing) -%}
    select
        typed._source_file,
        typed._source_row,
        typed.ingested_at,
        case
            when typed._problem is not null then 'rejected'
            else coalesce(repeats._outcome, 'kept')
        end as _outcome,
        case
            when typed._problem is not null then {{ dbt.split_part('typed._problem', "':'", 1) }}
            when repeats._outcome = 'rejected' then 'duplicate_key'
        end as _rejected_rule,
        case
            when typed._problem is not null
                then nullif({{ dbt.split_part('typed._problem', "':'", 2) }}, '')
            when repeats._outcome = 'rejected' then '{{ landing.key | join(", ") }}'
        end as _rejected_column,
        {%- for column in landing.columns %}
        typed.{{ adapter.quote(column.name) }},
        {%- for field in column.fields or [] %}
        typed.{{ landing_field_name(column, field) }},
        {%- endfor %}
        {%- endfor %}
        case
            when typed._problem is not null then typed._raw_record
            when repeats._outcome = 'rejected' then repeats._raw_record
        end as _raw_record
    from typed
    left join repeats
        on typed._source_file = repeats._source_file
        and typed._source_row = repeats._source_row
        {%- for name in landing.key %}
        and typed.{{ adapter.quote(name) }} = repeats.{{ adapter.quote(name) }}
        {%- endfor %}
{%- endmacro %}

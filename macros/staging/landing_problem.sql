{# The first rule that a row breaks, as `rule:column`, null for a sound row. Rules are tried in the
   order of the declared columns, reading first: a row is rejected once, for one stated reason. #}
{% macro landing_problem(columns) -%}
    case
        when landing_row._unreadable_rule is not null
            then {{ dbt.concat(['landing_row._unreadable_rule', "':'"]) }}
        {%- for column in columns %}
        {%- set name = adapter.quote(column.name) %}
        {%- set raw = adapter.quote('_raw_' ~ column.name) %}
        {%- if column.key %}
        when {{ raw }} is null then 'missing_key:{{ column.name }}'
        {%- elif column.required %}
        when {{ raw }} is null then 'missing_value:{{ column.name }}'
        {%- elif column.required_unless %}
        when {{ raw }} is null and {{ adapter.quote('_raw_' ~ column.required_unless) }} is null
            then 'missing_value:{{ column.name }}'
        {%- endif %}
        {%- if column.type == 'json' and column.fields %}
        when {{ raw }} is not null and {{ adapter.quote('_fields_' ~ column.name) }} is null
            then 'invalid_json:{{ column.name }}'
        {%- elif column.type == 'json' %}
        when {{ raw }} is not null and not {{ json_is_valid(raw) }}
            then 'invalid_json:{{ column.name }}'
        {%- elif column.type != 'text' %}
        when {{ raw }} is not null and {{ name }} is null then 'wrong_type:{{ column.name }}'
        {%- endif %}
        {%- if column.event_time %}
        when {{ name }} < cast('2000-01-01' as timestamp)
            or {{ name }} > {{ dbt.dateadd('day', 1, 'landing_row.ingested_at') }}
            then 'implausible_time:{{ column.name }}'
        {%- endif %}
        {%- if column.accepted_values %}
        when {{ name }} not in ('{{ column.accepted_values | join("', '") }}')
            then 'unknown_value:{{ column.name }}'
        {%- endif %}
        {%- if column.range %}
        when {{ name }} not between {{ column.range[0] }} and {{ column.range[1] }}
            then 'out_of_range:{{ column.name }}'
        {%- endif %}
        {%- endfor %}
    end
{%- endmacro %}

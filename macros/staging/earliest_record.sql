{# The first record of a group, as an aggregate that every engine has: time and id as one text,
   whose least value is the earliest time and, within it, the least id. Read the id out of it with
   earliest_record_id(), given the group's first time. #}
{% macro earliest_record(occurred_at, source_record_id) -%}
    min({{ dbt.concat([
        'cast(' ~ occurred_at ~ ' as ' ~ dbt.type_string() ~ ')', "' '", source_record_id
    ]) }})
{%- endmacro %}

{% macro earliest_record_id(earliest, first_occurred_at) -%}
    substring(
        {{ earliest }}, length(cast({{ first_occurred_at }} as {{ dbt.type_string() }})) + 2
    )
{%- endmacro %}

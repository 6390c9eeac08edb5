{# The `typed` rows with `_door`: why a row may not come in (`erased` or `expired`), null where it
   may. A record is known by the keyed hash of its name, so that nothing can be read from what is
   left of it; it stays out as long as it tells nothing newer than the erasure. Rows that broke a
   rule have no sure name and are known by their content instead. #}
{% macro rows_at_the_door(landing, door) -%}
    {%- if not landing_has_door(door) -%}
    typed
    {%- else -%}
    (
        select
            named.*,
            case
                {%- if door.has_tombstones %}
                when tombstones.record_hash is not null then 'erased'
                {%- endif %}
                {%- if door.expires_before is not none %}
                when coalesce({{ landing_event_time(landing, 'named') }}, named.ingested_at)
                    < cast('{{ door.expires_before }}' as timestamp) then 'expired'
                {%- endif %}
            end as _door
        from (
            select
                typed.*
                {%- if door.has_tombstones or door.cells %},
                {{ keyed_hash(landing_record_name(landing, door)) }} as _record_hash
                {%- endif %}
            from typed
        ) as named
        {%- if door.has_tombstones %}
        left join (
            select
                record_hash,
                max(erased_at) as erased_at
            from {{ built_relation('engine', 'record_tombstones') }}
            where
                source_name = '{{ landing.source_name }}'
                and table_name = '{{ door.record_table }}'
                and column_name is null
            group by record_hash
        ) as tombstones
            on named._record_hash = tombstones.record_hash
                and coalesce(
                    {{ landing_event_time(landing, 'named') }}, tombstones.erased_at
                ) <= tombstones.erased_at
        {%- endif %}
    ) as typed
    {%- endif -%}
{%- endmacro %}

{# A cell of a row at the door, as far as it may come in. #}
{% macro let_in(column_name, landing, door, declared_name=none) -%}
    {%- if not landing_has_door(door) -%}
        typed.{{ column_name }}
    {%- else -%}
        {%- set declared = (declared_name or column_name) | replace('"', '') -%}
        case
            when typed._door is null
                {%- if declared in door.expiring %}
                and coalesce({{ landing_event_time(landing, 'typed') }}, typed.ingested_at)
                    >= cast('{{ door.expiring[declared] }}' as timestamp)
                {%- endif %}
                {%- if declared in door.cells %}
                and typed._record_hash not in (
                    select record_hash from {{ built_relation('engine', 'record_tombstones') }}
                    where
                        source_name = '{{ landing.source_name }}'
                        and table_name = '{{ landing.table_name }}'
                        and column_name = '{{ declared }}'
                )
                {%- endif %}
                then typed.{{ column_name }}
        end as {{ column_name }}
    {%- endif -%}
{%- endmacro %}

{% macro landing_has_door(door) -%}
    {{ return(
        door.has_tombstones or door.cells | length > 0 or door.expiring | length > 0
        or door.expires_before is not none
    ) }}
{%- endmacro %}

{# The name of a typed row: that of its record, or of its content where it broke a rule. #}
{% macro landing_record_name(landing, door) -%}
    {%- set key = [] -%}
    {%- for name in door.record_key -%}
        {%- do key.append('typed.' ~ adapter.quote(name)) -%}
    {%- endfor -%}
    case
        when typed._problem is not null
            then {{ source_record_id(
                landing.source_name, door.record_table, ['typed._raw_record']
            ) }}
        else {{ source_record_id(landing.source_name, door.record_table, key) }}
    end
{%- endmacro %}

{# The times a row of `relation` states of itself, the last declared first. #}
{% macro landing_event_time(landing, relation) -%}
    {%- set times = [] -%}
    {%- for column in landing.columns if column.event_time -%}
        {%- do times.insert(0, relation ~ '.' ~ adapter.quote(column.name)) -%}
    {%- endfor -%}
    {{ return(times | join(', ') or 'cast(null as timestamp)') }}
{%- endmacro %}

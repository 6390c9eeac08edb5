{# The `typed` rows with `_door`: why a row may not come in (`erased` or `expired`), null where it
   may. A record is known by the keyed hash of its name, so that nothing can be read from what is
   left of it; it stays out as long as it tells nothing newer than the erasure. Rows that broke a
   rule have no sure name and are known by their content as well. #}
{% macro rows_at_the_door(landing, door) -%}
    {%- if not door.has_tombstones and door.expires_before is none -%}
    typed
    {%- else -%}
    (
        select
            typed.*,
            case
                {%- if door.has_tombstones %}
                when tombstones.record_hash is not null then 'erased'
                {%- endif %}
                {%- if door.expires_before is not none %}
                when coalesce({{ landing_event_time(landing, 'typed.ingested_at') }})
                    < cast('{{ door.expires_before }}' as timestamp) then 'expired'
                {%- endif %}
            end as _door
        from typed
        {%- if door.has_tombstones %}
        left join (
            select
                record_hash,
                max(erased_at) as erased_at
            from {{ built_relation('engine', 'record_tombstones') }}
            where
                source_name = '{{ landing.source_name }}'
                and table_name = '{{ landing.table_name }}'
            group by record_hash
        ) as tombstones
            on {{ keyed_hash(landing_record_name(landing)) }} = tombstones.record_hash
                and coalesce({{ landing_event_time(landing, 'tombstones.erased_at') }})
                <= tombstones.erased_at
        {%- endif %}
    ) as typed
    {%- endif -%}
{%- endmacro %}

{# The name of a typed row: that of its record, or of its content where it broke a rule. #}
{% macro landing_record_name(landing) -%}
    {%- set key = [] -%}
    {%- for name in landing.key -%}
        {%- do key.append('typed.' ~ adapter.quote(name)) -%}
    {%- endfor -%}
    case
        when typed._problem is not null
            then {{ source_record_id(landing.source_name, landing.table_name, ['typed._raw_record']) }}
        else {{ source_record_id(landing.source_name, landing.table_name, key) }}
    end
{%- endmacro %}

{# The times a row states of itself, the last declared first, and `otherwise`. #}
{% macro landing_event_time(landing, otherwise) -%}
    {%- set times = [] -%}
    {%- for column in landing.columns if column.event_time -%}
        {%- do times.insert(0, 'typed.' ~ adapter.quote(column.name)) -%}
    {%- endfor -%}
    {%- do times.append(otherwise) -%}
    {{ return(times | join(', ')) }}
{%- endmacro %}

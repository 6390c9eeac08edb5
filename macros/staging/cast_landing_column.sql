{# The expression that makes a delivered text what its column declares, null where it is not that.
   `format` tells how dates and times are written: yyyy-mm-dd (default) or dd/mm/yyyy for a date;
   iso (default), local (wall time of the shops) or epoch_ms for a timestamp. #}
{% macro cast_landing_column(column, text) -%}
    {%- if column.type in ('text', 'json') -%}
        {{ text }}
    {%- elif column.type == 'boolean' -%}
        case
            when lower({{ text }}) in ('1', 'true', 't', 'yes', 'y') then true
            when lower({{ text }}) in ('0', 'false', 'f', 'no', 'n') then false
        end
    {%- elif column.type in ('integer', 'bigint') -%}
        {{ whole_number(text, column.type) }}
    {%- elif column.type == 'date' -%}
        {{ parse_date(text, column.format or 'yyyy-mm-dd') }}
    {%- elif column.type == 'timestamp' and column.format == 'epoch_ms' -%}
        {{ epoch_ms_to_timestamp(whole_number(text, 'bigint')) }}
    {%- elif column.type == 'timestamp' and column.format == 'local' -%}
        {{ local_to_utc(try_cast(text, 'timestamp'), var('store_time_zone')) }}
    {%- elif column.type == 'timestamp' -%}
        {{ parse_utc_timestamp(text) }}
    {%- else -%}
        {{ try_cast(text, column.type) }}
    {%- endif -%}
{%- endmacro %}

{# A cast to integer rounds `3.7` without a word; `3.0`, as some exports write 3, is taken. #}
{% macro whole_number(text, type) -%}
    case
        when {{ regexp_matches(text, '^[+-]?[0-9]+([.]0*)?$') }}
            then {{ try_cast(try_cast(text, 'decimal(38, 6)'), type) }}
    end
{%- endmacro %}

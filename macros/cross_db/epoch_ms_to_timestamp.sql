{# Milliseconds since 1970 as a UTC timestamp, null where no timestamp reaches that far. #}
{% macro epoch_ms_to_timestamp(milliseconds) -%}
    {{ return(adapter.dispatch('epoch_ms_to_timestamp')(milliseconds)) }}
{%- endmacro %}

{% macro duckdb__epoch_ms_to_timestamp(milliseconds) -%}
    try(epoch_ms({{ milliseconds }}))
{%- endmacro %}

{% macro default__epoch_ms_to_timestamp(milliseconds) -%}
    timestamp_millis({{ milliseconds }})
{%- endmacro %}

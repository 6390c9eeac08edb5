{# When an event happened, given what a device says and when a server received it. A device's clock
   may be years off, so its time counts only where it lies within 30 days before the reception and
   5 minutes after it; otherwise the reception is the best that is known. #}
{% macro trusted_time(device_time, received_at) -%}
    case
        when {{ device_time }} between {{ dbt.dateadd('day', -30, received_at) }}
            and {{ dbt.dateadd('minute', 5, received_at) }}
            then {{ device_time }}
        else {{ received_at }}
    end
{%- endmacro %}

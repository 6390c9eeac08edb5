{# When a Segment call happened. `timestamp` already corrects the device's clock; without it the
   same correction is made here: the time between making and sending the call is right on any
   clock, so it is taken off the time of reception (Segment's specification, common fields). #}
{% macro segment_time() -%}
    coalesce(
        timestamp,
        {{ dbt.dateadd(
            'millisecond',
            '-1 * ' ~ dbt.datediff('originalTimestamp', 'sentAt', 'millisecond'),
            'receivedAt'
        ) }}
    )
{%- endmacro %}

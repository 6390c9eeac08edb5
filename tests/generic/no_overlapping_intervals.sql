{# Within one `partition_by` (a list of columns), no interval begins before an earlier one has
   ended, and none ends before it begins. Intervals are half-open: `valid_to` is the first moment
   outside. #}
{% test no_overlapping_intervals(model, partition_by, valid_from, valid_to) %}

with intervals as (
    select
        {{ partition_by | join(', ') }},
        {{ valid_from }} as interval_from,
        {{ valid_to }} as interval_to,
        lead({{ valid_from }}) over (
            partition by {{ partition_by | join(', ') }}
            order by {{ valid_from }} nulls first, {{ valid_to }} nulls last
        ) as next_interval_from
    from {{ model }}
)

select *
from intervals
where
    interval_from is null
    or interval_to <= interval_from
    or next_interval_from < coalesce(interval_to, cast('9999-12-31' as timestamp))

{% endtest %}

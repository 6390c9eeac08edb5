{# Common table expressions that join intervals which meet or overlap into one, within `keys`. The
   relation has the columns `from_at` and `until_at`, the first moment outside; the last expression
   is called `merged` and has the keys and the joined intervals. #}
{% macro merged_intervals(relation, keys) -%}
    {%- set key_list = keys | join(', ') -%}
opened as (
    select
        {{ key_list }},
        from_at,
        until_at,
        case
            when
                from_at <= max(until_at) over (
                    partition by {{ key_list }}
                    order by from_at asc nulls last, until_at asc nulls last
                    rows between unbounded preceding and 1 preceding
                ) then 0
            else 1
        end as opens_interval
    from {{ relation }}
),

numbered as (
    select
        {{ key_list }},
        from_at,
        until_at,
        sum(opens_interval) over (
            partition by {{ key_list }}
            order by from_at asc nulls last, until_at asc nulls last
            rows between unbounded preceding and current row
        ) as interval_number
    from opened
),

merged as (
    select
        {{ key_list }},
        min(from_at) as from_at,
        max(until_at) as until_at
    from numbered
    group by {{ key_list }}, interval_number
)
{%- endmacro %}

{# The end of what does not end. #}
{% macro never() -%}
    cast('9999-12-31' as timestamp)
{%- endmacro %}

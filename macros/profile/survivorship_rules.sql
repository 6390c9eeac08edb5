{# One row per attribute, kind of value and source in `relation`, with the line of the seed
   `survivorship` (the relation of the name `survivorship`) that fits it most closely. Values of one
   attribute and one rank compete, so they are compared by the words of the closest of their lines:
   `prefers_1`, `prefers_2` and so on. #}
{% macro survivorship_rules(relation) -%}
    select
        attribute_name,
        value_kind,
        source_name,
        survivorship_rank,
        expires_after_days,
        keeps_all_values,
        reason,
        {%- for position in range(1, survivorship_positions() + 1) %}
        {%- set words_before = '[a-z]+ +' * (position - 1) %}
        {{ regexp_extract('closest_prefers', '^' ~ words_before ~ '([a-z]+)', 1) }}
            as prefers_{{ position }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select
            matched.*,
            first_value(prefers) over (
                partition by attribute_name, survivorship_rank
                order by
                    any_attribute asc nulls last,
                    any_source asc nulls last,
                    any_kind asc nulls last,
                    prefers asc nulls last,
                    value_kind asc nulls last,
                    source_name asc nulls last
            ) as closest_prefers
        from (
            select
                origins.attribute_name,
                origins.value_kind,
                origins.source_name,
                survivorship.survivorship_rank,
                survivorship.expires_after_days,
                survivorship.keeps_all_values,
                survivorship.prefers,
                survivorship.reason,
                {{ any_or_one('attribute_name') }} as any_attribute,
                {{ any_or_one('source_name') }} as any_source,
                {{ any_or_one('value_kind') }} as any_kind,
                row_number() over (
                    partition by
                        origins.attribute_name, origins.value_kind, origins.source_name
                    order by
                        {{ any_or_one('attribute_name') }} asc nulls last,
                        {{ any_or_one('source_name') }} asc nulls last,
                        {{ any_or_one('value_kind') }} asc nulls last,
                        survivorship.survivorship_rank asc nulls last
                ) as closeness
            from (
                select
                    attribute_name,
                    value_kind,
                    source_name
                from {{ relation }}
                group by attribute_name, value_kind, source_name
            ) as origins
            inner join survivorship
                on
                    survivorship.attribute_name in (origins.attribute_name, '*')
                    and survivorship.value_kind in (origins.value_kind, '*')
                    and survivorship.source_name in (origins.source_name, '*')
        ) as matched
        where closeness = 1
    ) as closest
{%- endmacro %}

{% macro any_or_one(column) -%}
    case when survivorship.{{ column }} = '*' then 1 else 0 end
{%- endmacro %}

{# How many words `prefers` may hold. #}
{% macro survivorship_positions() -%}
    {{ return(5) }}
{%- endmacro %}

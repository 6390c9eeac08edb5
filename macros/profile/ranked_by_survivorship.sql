{# Every value a customer has of an attribute, best first, with the rule that set it apart.

   `stated` holds one row per record and value, or one for several records (`record_count`); `rules`
   is survivorship_rules() of it. Values are compared by plausibility, expiry, the rank of their
   origin, and then by the words of the rule's `prefers`, each of which is a number here, more is
   better:
   `verified` the record's identifiers are confirmed, `newest` stated last, `frequent` more records
   agree, `confident` the source is surer, `complete` the longer text. The alphabet ends all ties,
   so the winner depends on what was stated and never on the order it came in. #}
{% macro ranked_by_survivorship(stated, rules) -%}
    {%- set scores = [] -%}
    {%- for position in range(1, survivorship_positions() + 1) -%}
        {%- do scores.append('score_' ~ position) -%}
    {%- endfor -%}
    select
        customer_id,
        attribute_name,
        attribute_value,
        value_kind,
        source_name,
        source_record_id,
        confidence,
        is_verified,
        occurred_at,
        first_stated_at,
        expires_after_days,
        agreeing_record_count,
        value_count,
        is_expired,
        keeps_all_values,
        value_rank,
        case
            when not is_plausible then 'implausible'
            when is_expired and (keeps_all_values or value_rank > 1) then 'expired'
            when keeps_all_values then 'kept'
            when value_rank = 1 then 'won'
            else 'lost'
        end as status,
        case
            when keeps_all_values then 'every value is kept'
            when value_count = 1 then 'no other value'
            when value_rank > 1 then set_apart_by
            else lead(set_apart_by) over (
                partition by customer_id, attribute_name order by value_rank asc nulls last
            )
        end as decided_by,
        reason
    from (
        select
            placed.*,
            case
                when is_plausible <> better_is_plausible then 'plausible before implausible'
                when is_expired <> better_is_expired then 'fresh before expired'
                when survivorship_rank <> better_rank then 'rank of its origin'
                {%- for score in scores %}
                when coalesce({{ score }}, -1e300) <> coalesce(better_{{ score }}, -1e300) then
                    case prefers_{{ loop.index }}
                        when 'verified' then 'verified'
                        when 'newest' then 'newest'
                        when 'frequent' then 'most records agree'
                        when 'confident' then 'most confident'
                        when 'complete' then 'most complete'
                    end
                {%- endfor %}
                else 'alphabetical order'
            end as set_apart_by
        from (
            select
                scored.*,
                count(*) over (partition by customer_id, attribute_name) as value_count,
                row_number() over values_by_merit as value_rank,
                lag(is_plausible) over values_by_merit as better_is_plausible,
                lag(is_expired) over values_by_merit as better_is_expired,
                lag(survivorship_rank) over values_by_merit as better_rank,
                {%- for score in scores %}
                lag({{ score }}) over values_by_merit
                    as better_{{ score }}{{ ',' if not loop.last }}
                {%- endfor %}
            from (
                {{ survivorship_scores(stated, rules) }}
            ) as scored
            window values_by_merit as (
                partition by customer_id, attribute_name
                order by
                    is_plausible desc nulls last,
                    is_expired asc nulls last,
                    survivorship_rank asc nulls last,
                    {%- for score in scores %}
                    {{ score }} desc nulls last,
                    {%- endfor %}
                    value_key asc nulls last
            )
        ) as placed
    ) as compared
{%- endmacro %}

{# One row per value, the best record of those that agree on it, with a number per word. #}
{% macro survivorship_scores(stated, rules) -%}
    select
        agreed.*,
        {%- for position in range(1, survivorship_positions() + 1) %}
        case prefers_{{ position }}
            when 'verified' then cast(any_verified as double)
            when 'newest' then cast(
                {{ dbt.datediff("cast('2000-01-01' as timestamp)", 'occurred_at', 'millisecond') }}
                as double
            )
            when 'frequent' then cast(agreeing_record_count as double)
            when 'confident' then cast(confidence as double)
            when 'complete' then cast(length(attribute_value) as double)
        end as score_{{ position }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select
            records.*,
            sum(record_count) over same_value as agreeing_record_count,
            min(first_occurred_at) over same_value as first_stated_at,
            max(case when is_verified then 1 else 0 end) over same_value as any_verified,
            row_number() over (
                partition by customer_id, attribute_name, value_key
                order by
                    is_plausible desc nulls last,
                    is_expired asc nulls last,
                    survivorship_rank asc nulls last,
                    occurred_at desc nulls last,
                    confidence desc nulls last,
                    is_verified desc nulls last,
                    source_name asc nulls last,
                    source_record_id asc nulls last,
                    value_kind asc nulls last,
                    attribute_value asc nulls last
            ) as record_place
        from (
            {{ survivorship_records(stated, rules) }}
        ) as records
        window same_value as (partition by customer_id, attribute_name, value_key)
    ) as agreed
    where record_place = 1
{%- endmacro %}

{# One row per record and value with its rule: a record that was delivered twice agrees once. #}
{% macro survivorship_records(stated, rules) -%}
    select
        stated.customer_id,
        stated.attribute_name,
        lower(stated.attribute_value) as value_key,
        min(stated.attribute_value) as attribute_value,
        stated.value_kind,
        stated.source_name,
        stated.source_record_id,
        max(stated.confidence) as confidence,
        max(case when stated.is_verified then 1 else 0 end) = 1 as is_verified,
        max(case when stated.is_plausible then 1 else 0 end) = 1 as is_plausible,
        coalesce(max(stated.record_count), 1) as record_count,
        min(stated.first_occurred_at) as first_occurred_at,
        max(stated.occurred_at) as occurred_at,
        coalesce(
            max(stated.occurred_at)
            < {{ dbt.dateadd('day', '-max(rules.expires_after_days)', as_of()) }},
            false
        ) as is_expired,
        max(rules.survivorship_rank) as survivorship_rank,
        max(rules.expires_after_days) as expires_after_days,
        max(case when rules.keeps_all_values then 1 else 0 end) = 1 as keeps_all_values,
        {%- for position in range(1, survivorship_positions() + 1) %}
        max(rules.prefers_{{ position }}) as prefers_{{ position }},
        {%- endfor %}
        max(rules.reason) as reason
    from {{ stated }} as stated
    inner join {{ rules }} as rules
        on
            stated.attribute_name = rules.attribute_name
            and stated.value_kind = rules.value_kind
            and stated.source_name = rules.source_name
    group by
        stated.customer_id, stated.attribute_name, lower(stated.attribute_value),
        stated.value_kind, stated.source_name, stated.source_record_id
{%- endmacro %}

with vocabulary_facts as (
    select * from {{ ref('int_segmentation__vocabulary_facts_joined') }}
),

vocabulary_states as (
    select * from {{ ref('vocabulary_states') }}
),

{# An empty bound of the seed is none; a fact that is not known keeps to no bound. #}
matched as (
    select
        vocabulary_facts.customer_id,
        vocabulary_states.vocabulary,
        vocabulary_states.state,
        vocabulary_states.name_fr,
        vocabulary_states.name_en,
        vocabulary_states.definition,
        row_number() over (
            partition by vocabulary_facts.customer_id, vocabulary_states.vocabulary
            order by vocabulary_states.state_rank asc nulls last
        ) as match_rank
    from vocabulary_facts
    inner join vocabulary_states
        on
            {%- for fact, least, most in [
                ('order_count', 'minimum_order_count', 'maximum_order_count'),
                ('days_since_last_order', 'minimum_days_since_order', 'maximum_days_since_order'),
                ('silent_days', 'minimum_silent_days', 'maximum_silent_days'),
                ('recency_score', 'minimum_recency_score', 'maximum_recency_score'),
            ] %}
                (
                    vocabulary_states.{{ least }} is null
                    or vocabulary_facts.{{ fact }} >= vocabulary_states.{{ least }}
                )
                and (
                    vocabulary_states.{{ most }} is null
                    or vocabulary_facts.{{ fact }} <= vocabulary_states.{{ most }}
                )
                and
            {%- endfor %}
            (
                vocabulary_states.minimum_value_score is null
                or vocabulary_facts.value_score >= vocabulary_states.minimum_value_score
            )
            and (
                vocabulary_states.below_value_score is null
                or vocabulary_facts.value_score < vocabulary_states.below_value_score
            )
            and (
                vocabulary_states.has_responded is null
                or vocabulary_facts.has_responded = vocabulary_states.has_responded
            )
),

final as (
    select
        customer_id,
        vocabulary,
        state,
        name_fr,
        name_en,
        definition,
        {{ as_of() }} as as_of_at
    from matched
    where match_rank = 1
    order by customer_id, vocabulary
)

select * from final

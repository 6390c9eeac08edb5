{# What is known of each attribute that a question fills, and what is left to win by asking. How many
   may be asked, and what holds the others back, was counted when the questions were chosen. #}
with questions as (
    select * from {{ ref('questions') }}
),

answers_counted as (
    select * from {{ ref('int_profile__answers_counted') }}
),

engine_question_verdicts as (
    select * from {{ source('engine', 'question_verdicts') }}
),

-- Whoever is known needs no question. Nothing is to be won of whoever may never be asked, nor where an
-- answer is worth less than the burden of asking.
judged as (
    select
        question_id,
        sum(case when blocked_rule = 'surely_inferred' then customer_count else 0 end)
            as surely_guessed_count,
        sum(case when blocked_rule = 'allowed' then customer_count else 0 end) as askable_count,
        sum(case
            when blocked_rule in ('allowed', 'already_known', 'surely_inferred') then 0
            else customer_count
        end) as held_back_count,
        sum(case
            when
                blocked_rule in (
                    'already_known', 'surely_inferred', 'objected_to_profiling', 'switched_off',
                    'nobody_uses_it', 'special_category', 'not_worth_its_burden'
                )
                then 0
            else expected_value
        end) as outstanding_points,
        max(computed_at) as computed_at
    from engine_question_verdicts
    group by question_id
),

rules_ranked as (
    select
        question_id,
        blocked_rule,
        row_number() over (
            partition by question_id
            order by customer_count desc nulls last, blocked_rule asc nulls last
        ) as rule_rank
    from engine_question_verdicts
    where
        blocked_rule not in ('allowed', 'already_known', 'surely_inferred')
        and customer_count > 0
),

ranked as (
    select
        questions.question_id,
        questions.attribute_name,
        questions.is_active,
        answers_counted.customer_count,
        {%- for standing in ['declared', 'observed', 'derived', 'expired', 'missing'] %}
            answers_counted.{{ standing }}_count,
        {%- endfor %}
        coalesce(judged.surely_guessed_count, 0) as surely_guessed_count,
        coalesce(judged.askable_count, 0) as askable_count,
        coalesce(judged.held_back_count, 0) as held_back_count,
        rules_ranked.blocked_rule as commonest_rule,
        coalesce(judged.outstanding_points, 0) as outstanding_points,
        row_number() over (
            order by coalesce(judged.outstanding_points, 0) desc nulls last,
                questions.question_id asc nulls last
        ) as coverage_rank,
        judged.computed_at
    from questions
    inner join answers_counted
        on questions.question_id = answers_counted.question_id
    left join judged
        on questions.question_id = judged.question_id
    left join rules_ranked
        on
            questions.question_id = rules_ranked.question_id
            and rules_ranked.rule_rank = 1
),

final as (
    select
        question_id,
        attribute_name,
        is_active,
        cast(customer_count as integer) as customer_count,
        {%- for name in [
            'declared', 'observed', 'derived', 'expired', 'missing', 'surely_guessed', 'askable',
            'held_back',
        ] %}
            cast({{ name }}_count as integer) as {{ name }}_count,
        {%- endfor %}
        commonest_rule,
        round(outstanding_points, 4) as outstanding_points,
        cast(coverage_rank as integer) as coverage_rank,
        coverage_rank <= 3 and outstanding_points > 0 as is_among_the_first_three,
        computed_at
    from ranked
    order by coverage_rank
)

select * from final

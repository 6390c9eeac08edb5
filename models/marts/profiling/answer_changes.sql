{# What the answer is compared with is what would have been done without it: what the engine assumed
   when it chose the ask, else what behaviour shows, else what most others had said. Without any of
   these, every use of the answer decides by it alone. #}
with asks_placed as (
    select * from {{ ref('int_insight__asks_placed') }}
    where answer_value is not null
),

common_answers as (
    select * from {{ ref('int_insight__common_answers') }}
),

behaviour_guesses as (
    select * from {{ ref('int_insight__behaviour_guesses') }}
),

engine_question_choices as (
    select * from {{ source('engine', 'question_choices') }}
    where assumed_value is not null
),

question_uses as (
    select
        *,
        {{ dbt.concat(["'|'", 'deciding_values', "'|'"]) }} as deciding_list
    from {{ ref('question_uses') }}
),

choices as (
    select
        asks_placed.answer_id,
        engine_question_choices.assumed_value,
        row_number() over (
            partition by asks_placed.answer_id
            order by
                engine_question_choices.as_of_at desc nulls last,
                engine_question_choices.rank asc nulls last
        ) as place
    from asks_placed
    inner join engine_question_choices
        on
            asks_placed.customer_id = engine_question_choices.customer_id
            and asks_placed.question_id = engine_question_choices.question_id
            and asks_placed.asked_at >= engine_question_choices.as_of_at
),

assumed as (
    select
        asks_placed.*,
        coalesce(
            choices.assumed_value,
            behaviour_guesses.guessed_value,
            common_answers.common_value
        ) as assumed_value,
        case
            when choices.assumed_value is not null then 'engine'
            when behaviour_guesses.guessed_value is not null then 'behaviour'
            when common_answers.common_value is not null then 'common answer'
            else 'nothing'
        end as assumed_by
    from asks_placed
    left join choices
        on
            asks_placed.answer_id = choices.answer_id
            and choices.place = 1
    left join behaviour_guesses
        on
            asks_placed.customer_id = behaviour_guesses.customer_id
            and asks_placed.attribute_name = behaviour_guesses.attribute_name
    left join common_answers
        on asks_placed.answer_id = common_answers.answer_id
),

compared as (
    select
        assumed.*,
        question_uses.worth,
        case
            when question_uses.use_name is null then 0
            when assumed.assumed_value is null then 1
            when coalesce(question_uses.deciding_values, '') = ''
                then case when assumed.answer_value <> assumed.assumed_value then 1 else 0 end
            when
                least(
                    {{ dbt.position(dbt.concat(["'|'", 'assumed.answer_value', "'|'"]),
                        'question_uses.deciding_list') }}, 1
                )
                <> least(
                    {{ dbt.position(dbt.concat(["'|'", 'assumed.assumed_value', "'|'"]),
                        'question_uses.deciding_list') }}, 1
                )
                then 1
            else 0
        end as is_changed
    from assumed
    left join question_uses
        on assumed.question_id = question_uses.question_id
),

final as (
    select
        answer_id,
        customer_id,
        question_id,
        lifecycle_stage,
        channel,
        asked_at,
        reacted_at as answered_at,
        assumed_by,
        cast(count(worth) as integer) as use_count,
        cast(sum(is_changed) as integer) as changed_use_count,
        cast(coalesce(sum(is_changed * worth), 0) as double) as changed_points
    from compared
    group by
        answer_id, customer_id, question_id, lifecycle_stage, channel, asked_at, reacted_at,
        assumed_by
)

select * from final

with answers_offered as (
    select * from {{ ref('int_profile__answers_offered') }}
),

final as (
    select
        question_id,
        option_value,
        position,
        text_fr,
        text_en
    from answers_offered
    order by question_id, position
)

select * from final

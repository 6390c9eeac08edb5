{# A reason that names an article, a cart or a birthday shows what the house knows, so its
   trigger asks for personalisation (R34). The day of what happened is left for other triggers. #}
with triggers as (
    select
        trigger_id,
        purpose,
        replace(reason_template_fr || reason_template_en, '{happened_day}', '') as rest_of_reason
    from {{ ref('triggers') }}
),

final as (
    select trigger_id
    from triggers
    where
        purpose <> 'personalisation'
        and replace(rest_of_reason, '{', '') <> rest_of_reason
)

select * from final

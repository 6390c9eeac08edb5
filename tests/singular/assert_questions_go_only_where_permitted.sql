{# A question reaches somebody who objects to nothing, agreed to what it is for and to personal content,
   and is met at a contact point that is theirs: a device that may be followed, or an address that may be
   written to. What is known of them is not shown where others might read it. #}
{{ config(meta={'dagster': {'ref': {'name': 'question_placements'}}}) }}

with question_placements as (
    select * from {{ ref('question_placements') }}
),

questions as (
    select * from {{ ref('questions') }}
),

consents as (
    select
        customer_id,
        purpose
    from {{ ref('customer_consents') }}
    where is_granted
    group by customer_id, purpose
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
    where
        has_objection
        or has_erasure_request
),

contacts as (
    select * from {{ ref('contacts') }}
),

tracers_refused as (
    select * from {{ ref('int_activity__tracers_refused') }}
    where
        valid_from_at <= {{ as_of() }}
        and valid_to_at > {{ as_of() }}
),

final as (
    select question_placements.placement_id
    from question_placements
    inner join questions
        on question_placements.question_id = questions.question_id
    left join consents
        on
            question_placements.customer_id = consents.customer_id
            and questions.purpose = consents.purpose
    left join consents as personal_content
        on
            question_placements.customer_id = personal_content.customer_id
            and personal_content.purpose = 'personalisation'
    left join privacy_states
        on question_placements.customer_id = privacy_states.customer_id
    left join contacts
        on
            question_placements.customer_id = contacts.customer_id
            and question_placements.contact_point = contacts.contact_point
    left join tracers_refused
        on
            question_placements.contact_point_type = tracers_refused.device_type
            and question_placements.contact_point = tracers_refused.device_value
    where
        consents.customer_id is null
        or personal_content.customer_id is null
        or privacy_states.customer_id is not null
        or tracers_refused.device_value is not null
        or (
            question_placements.contact_point_type in ('email', 'phone')
            and contacts.contact_id is null
        )
        or (
            question_placements.contact_point_type in ('cookie', 'loyalty_id')
            and question_placements.assumed_value is not null
        )
)

select * from final

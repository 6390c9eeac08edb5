{# What an e-mail or text platform receives. Who may be addressed is decided in
   `int_profile__contacts_allowed`; here the profile is added as far as the consents allow: what each
   column needs follows from the purposes in its YAML. #}
-- depends_on: {{ ref('processing_purposes') }}
with contacts_allowed as (
    select * from {{ ref('int_profile__contacts_allowed') }}
),

customers as (
    select * from {{ ref('customers') }}
),

attributes_pivoted as (
    select * from {{ ref('int_profile__attributes_pivoted') }}
),

segments_pivoted as (
    select * from {{ ref('int_segmentation__segments_pivoted') }}
),

customer_predictions as (
    select * from {{ ref('customer_predictions') }}
),

next_questions as (
    select * from {{ ref('next_questions') }}
    where rank = 1
),

{% set said = [
    'preferred_hour', 'preferred_store', 'style', 'sport', 'running_frequency', 'budget',
    'sustainability', 'gift_buying',
] %}
final as (
    select
        {{ dbt.hash(dbt.concat([
            'contacts_allowed.customer_id', "'|'", 'contacts_allowed.channel', "'|'",
            'contacts_allowed.contact_point',
        ])) }} as contact_id,
        contacts_allowed.customer_id,
        contacts_allowed.channel,
        contacts_allowed.contact_point,
        case contacts_allowed.contact_point_type
            when 'email' then {{ sha256_hex(uid2_email('contacts_allowed.contact_point')) }}
            else {{ sha256_hex('contacts_allowed.contact_point') }}
        end as contact_key_sha256,
        {{ permitted('customers', 'first_name') }} as first_name,
        {{ permitted('customers', 'language') }} as language,
        {%- for attribute_name in said %}
            {{ permitted('contacts', attribute_name, 'attributes_pivoted') }}
                as {{ attribute_name }},
        {%- endfor %}
        {{ permitted('customers', 'lifecycle_stage') }} as lifecycle_stage,
        {{ permitted('int_segmentation__segments_pivoted', 'segments', 'segments_pivoted') }}
            as segments,
        {{ permitted('customer_predictions', 'expected_amount_365_days') }}
            as expected_amount_365_days,
        {{ permitted('customer_predictions', 'churn_probability') }} as churn_probability,
        {{ permitted('customer_predictions', 'expected_next_order_at') }}
            as expected_next_order_at,
        {{ permitted('next_questions', 'question_id') }} as next_question_id,
        'marketing by ' || contacts_allowed.channel || ' granted on '
        || coalesce(
            cast(cast(contacts_allowed.granted_at as date) as {{ dbt.type_string() }}),
            'an unknown day'
        )
        || case
            when contacts_allowed.is_granted_here then ' for this contact point'
            else ' for the account'
        end
        || case
            when customers.can_profile then ''
            else '; no profiling, so no stage, segment or prediction'
        end
        || case when customers.can_personalise then '' else '; no personalisation, so no question'
        end as why
    from contacts_allowed
    inner join customers
        on contacts_allowed.customer_id = customers.customer_id
    left join attributes_pivoted
        on contacts_allowed.customer_id = attributes_pivoted.customer_id
    left join segments_pivoted
        on contacts_allowed.customer_id = segments_pivoted.customer_id
    left join customer_predictions
        on contacts_allowed.customer_id = customer_predictions.customer_id
    left join next_questions
        on contacts_allowed.customer_id = next_questions.customer_id
    order by contacts_allowed.customer_id, contacts_allowed.channel
)

select * from final

-- What is true of a customer and a question, as one bit for each question: a million customers times
-- thirty questions are then a million rows, and no join has to be as long as all pairs.
create or replace temp table conditions as
select
    question_prerequisites.*,
    catalogue.number,
    cast(1 as bigint) << (row_number() over (
        order by
            question_prerequisites.question_id,
            question_prerequisites.attribute_name,
            question_prerequisites.condition
    ) - 1) as condition_bit
from (
    select question_id, attribute_name, condition, attribute_values from rules.question_prerequisites
) as question_prerequisites
inner join catalogue on question_prerequisites.question_id = catalogue.question_id;

create or replace temp table catalogue_bits as
select
    catalogue.number,
    cast(1 as bigint) << catalogue.number as bit,
    coalesce(bit_or(conditions.condition_bit), 0) as condition_bits
from catalogue
left join conditions on catalogue.number = conditions.number
group by catalogue.number;

create or replace temp table known_masks as
select
    known_attributes.customer_id,
    bit_or(case
        when
            catalogue.expiry_days is null
            or known_attributes.known_at > asking.as_of_at - catalogue.expiry_days * interval '1' day
            then catalogue_bits.bit
        else 0
    end) as known
from known_attributes
inner join catalogue on known_attributes.attribute_name = catalogue.attribute_name
inner join catalogue_bits on catalogue.number = catalogue_bits.number
cross join asking
group by known_attributes.customer_id;

create or replace temp table answered_masks as
select
    asks.customer_id,
    bit_or(case
        when
            asks.status = 'answered'
            and (
                catalogue.expiry_days is null
                or asks.ended_at > asking.as_of_at - catalogue.expiry_days * interval '1' day
            )
            then catalogue_bits.bit
        else 0
    end) as known,
    bit_or(case
        when
            asks.status <> 'answered'
            and asks.asked_at > asking.as_of_at - catalogue.cooldown_days * interval '1' day
            then catalogue_bits.bit
        else 0
    end) as cooling
from asks
inner join catalogue on asks.question_id = catalogue.question_id
inner join catalogue_bits on catalogue.number = catalogue_bits.number
cross join asking
group by asks.customer_id;

create or replace temp table condition_masks as
select
    known_attributes.customer_id,
    bit_or(conditions.condition_bit) as touched,
    bit_or(case
        when
            conditions.condition = 'known'
            or (conditions.condition = 'is')
            = (position(
                '|' || known_attributes.attribute_value || '|'
                in '|' || coalesce(conditions.attribute_values, '') || '|'
            ) > 0)
            then conditions.condition_bit
        else 0
    end) as met
from known_attributes
inner join conditions on known_attributes.attribute_name = conditions.attribute_name
where known_attributes.attribute_value is not null
group by known_attributes.customer_id;

-- One row per customer and category beside which a question makes sense to them, the favourite first.
create or replace temp table customer_contexts as
with categories as (
    select customer_id, favourite_category as category, timestamp '9999-12-31' as seen_at
    from marts.customers
    where favourite_category is not null
    union all
    select viewed.customer_id, viewed.category, viewed.last_viewed_at
    from activity.int_activity__categories_viewed as viewed
    cross join asking
    where viewed.last_viewed_at > asking.as_of_at - asking.context_memory_days * interval '1' day
),

wanted as (
    select distinct unnest(string_split(contexts, '|')) as category
    from catalogue
)

select categories.customer_id, categories.category, max(categories.seen_at) as seen_at
from categories
inner join wanted on categories.category = wanted.category
group by categories.customer_id, categories.category;

create or replace temp table context_masks as
select customer_contexts.customer_id, bit_or(catalogue_bits.bit) as contexts
from customer_contexts
inner join catalogue
    on position('|' || customer_contexts.category || '|' in '|' || catalogue.contexts || '|') > 0
inner join catalogue_bits on catalogue.number = catalogue_bits.number
group by customer_contexts.customer_id;

create or replace temp table sure_masks as
select
    assumptions.customer_id,
    bit_or(catalogue_bits.bit) as sure
from assumptions
inner join catalogue_bits on assumptions.number = catalogue_bits.number
where assumptions.is_sure_guess
group by assumptions.customer_id;

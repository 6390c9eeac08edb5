-- What is the person's own, and which texts of a report (`report_texts`) are other people's
-- identifiers. A value that identity set aside (a placeholder, a shop's own number) is nobody's.
with persons as (
    select
        raw_identifiers.identifier_type,
        raw_identifiers.raw_value,
        raw_identifiers.normalized_value
    from identity.int_identity__raw_identifiers as raw_identifiers
    where
        raw_identifiers.identifier_type in (
            select identifier_type from rules.identifier_types where identifier_class = 'person'
        )
        and raw_identifiers.exclusion_rule is null
),

spellings as (
    select identifier_type, lower(trim(raw_value)) as value from persons
    union
    select identifier_type, lower(normalized_value) as value from persons
)

select 'own' as kind, lower(trim(raw_value)) as value from held_raw_values
union
select 'own' as kind, lower(identifier_value) as value from held_raw_values
union
select 'own' as kind, customer_id as value from held_customers
union
select 'own_phone' as kind, right(regexp_replace(raw_value, '[^0-9]', '', 'g'), 9) as value
from held_raw_values
where identifier_type = 'phone'
union
select 'others' as kind, report_texts.value
from report_texts
inner join spellings on report_texts.value = spellings.value
where report_texts.kind = 'text'
union
select 'others_phone' as kind, report_texts.value
from report_texts
inner join spellings
    on report_texts.value = right(regexp_replace(spellings.value, '[^0-9]', '', 'g'), 9)
where report_texts.kind = 'phone' and spellings.identifier_type = 'phone'

-- One row per customer with a fact that a latent class tells of: how likely each class is
-- (Lazarsfeld and Henry, 1968), rounded to tenths, so that a million customers have few states.
create or replace temp table customer_states as
with scores as (
    select
        facts.customer_id,
        {score_columns}
    from facts
    inner join class_columns
        on
            facts.attribute_name = class_columns.attribute_name
            and facts.attribute_value = class_columns.attribute_value
    group by facts.customer_id
),

posteriors as (
    select
        customer_id,
        [{score_names}] as score,
        list_max(score) as best,
        list_transform(score, lambda s: exp(s - best)) as likelihood,
        list_sum(likelihood) as total
    from scores
)

select
    customer_id,
    list_transform(likelihood, lambda l: cast(round(10 * l / total) as integer)) as tenths
from posteriors;

create or replace temp table states as
select
    cast(row_number() over (order by tenths) as integer) as state,
    tenths
from (select distinct tenths from customer_states) as kinds;

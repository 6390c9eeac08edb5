-- Places are given to the customers who may be asked, this week, a question that only so many may be asked: drawn by
-- lot and not by worth, so that what is learned from them holds for the others.
insert into week_places
select drawn.customer_number, drawn.number
from (
    select
        verdicts.customer_number,
        verdicts.number,
        row_number() over (
            partition by verdicts.number
            order by
                md5_number_lower(verdicts.customer_id || catalogue.question_id || asking.as_of_at),
                verdicts.customer_number
        ) as place
    from verdicts
    inner join catalogue on verdicts.number = catalogue.number
    cross join asking
    where
        verdicts.is_capped
        and verdicts.rule = 'week_is_full'
        and verdicts.expected_value > 0
) as drawn
inner join catalogue on drawn.number = catalogue.number
where drawn.place <= catalogue.asks_left_this_week;

-- What the portions of customers below add up to.
create or replace temp table next_questions as
select *, cast(null as double) as gain from engine.next_questions where false;
create or replace temp table verdict_counts (
    question_id varchar, blocked_rule varchar, customer_count bigint, expected_value double
);

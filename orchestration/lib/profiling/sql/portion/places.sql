-- Places are given by lot and not by worth, so that what is learned from those who have one holds for the
-- others.
insert into week_places
select drawn.customer_number, drawn.number
from (
    select
        week_wishes.customer_number,
        week_wishes.number,
        row_number() over (
            partition by week_wishes.number
            order by
                md5_number_lower(week_wishes.customer_id || catalogue.question_id || asking.as_of_at),
                week_wishes.customer_number
        ) as place
    from week_wishes
    inner join catalogue on week_wishes.number = catalogue.number
    cross join asking
) as drawn
inner join catalogue on drawn.number = catalogue.number
where drawn.place <= catalogue.asks_left_this_week;

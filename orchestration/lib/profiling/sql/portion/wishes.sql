-- Who of the portion would be asked a question that only so many may be asked, had they a place.
insert into week_wishes
select customer_id, customer_number, number
from verdicts
where is_capped and rule = 'week_is_full' and expected_value > 0;

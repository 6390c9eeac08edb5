-- One row: what to ask next, or nothing, and why.
select question_id, text_en, text_fr, channel, answer_probability, reason, blocked_rule
from marts.next_questions
where customer_id = $customer_id
order by rank
limit 1

-- Every question that was ever put to a customer.
create or replace temporary table audited_asks as
select
    int_identity__records_resolved.customer_id,
    input__answers.source_record_id,
    input__answers.question_id,
    input__answers.status,
    input__answers.answer_value,
    input__answers.asked_at,
    coalesce(input__answers.answered_at, input__answers.asked_at) as answered_at
from input.input__answers
inner join identity.int_identity__records_resolved
    on input__answers.source_record_id = int_identity__records_resolved.source_record_id

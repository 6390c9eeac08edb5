-- Very many customers with a past of asks, answers and tastes, all by chance.
create or replace temporary macro luck(number, salt, sides) as
    cast(hash(number || salt) % sides as integer);
insert into input.run_clock values ('2026-10-31');
insert into marts.customers by name
select
    'p' || number as customer_id,
    1 + luck(number, 'level', 4) as understanding_level,
    ['awareness', 'interest', 'active_buyer', 'loyal', 'advocate', 'defector', 'inactive'][
        1 + luck(number, 'stage', 7)
    ] as lifecycle_stage,
    luck(number, 'objects', 30) = 0 as has_profiling_objection,
    luck(number, 'profile', 10) > 0 as can_profile,
    luck(number, 'personal', 10) > 0 as can_personalise,
    luck(number, 'email', 4) > 0 as can_email,
    luck(number, 'sms', 3) = 0 as can_sms,
    false as can_push,
    'someone@shop.example' as email,
    ['running-shoes', 'jackets', 't-shirts', null][1 + luck(number, 'category', 4)]
        as favourite_category,
    luck(number, 'orders', 9) as order_count,
    timestamp '2026-10-30' - to_days(luck(number, 'web', 400)) as last_web_seen_at,
    timestamp '2026-10-30' - to_days(luck(number, 'app', 400)) as last_app_seen_at,
    timestamp '2026-10-30' - to_days(luck(number, 'store', 400)) as last_store_seen_at
from range($customers) as numbers (number);
insert into input.input__answers by name
select
    number || ':' || turn as source_record_id,
    questions.question_id,
    ['asked', 'answered', 'answered', 'asked', 'refused'][
        1 + luck(number * 10 + turn, 'status', 5)
    ] as status,
    coalesce(
        questions.options[1 + luck(number, 'answer', len(questions.options))],
        'v' || luck(number, 'answer', 8)
    ) as answer_value,
    'web' as channel,
    timestamp '2026-10-30' - to_days(luck(number * 10 + turn, 'day', 500)) as asked_at,
    asked_at as answered_at
from range($customers) as numbers (number)
cross join range(3) as turns (turn)
inner join (
    select
        questions.question_id,
        row_number() over (order by questions.question_id) - 1 as place,
        list(int_profile__answers_offered.option_value)
            filter (where int_profile__answers_offered.option_value is not null) as options
    from rules.questions
    left join profile.int_profile__answers_offered
        on questions.question_id = int_profile__answers_offered.question_id
    group by questions.question_id
) as questions
    on
        luck(number * 10 + turn, 'question', (select count(*) from rules.questions))
        = questions.place;
insert into identity.int_identity__records_resolved
select source_record_id, 'p' || split_part(source_record_id, ':', 1) from input.input__answers;
insert into profile.int_profile__attributes_survived by name
select
    'p' || split_part(answers.source_record_id, ':', 1) as customer_id,
    questions.attribute_name,
    any_value(answers.answer_value) as attribute_value,
    'declared' as value_kind,
    max(answers.answered_at) as occurred_at
from input.input__answers as answers
inner join rules.questions on answers.question_id = questions.question_id
where answers.status = 'answered'
group by all;
insert into profile.int_profile__preferences by name
select
    'p' || number as customer_id,
    names.name as preference_name,
    'v' || luck(number, names.name, 8) as preference_value,
    false as is_declared,
    1 + luck(number, names.name || 'signs', 12) as sign_count,
    sign_count as behaviour_weight,
    0.3 + (luck(number, names.name || 'share', 70)) / 100 as behaviour_share,
    1 as behaviour_rank,
    sign_count >= 3 as is_sure_by_behaviour,
    timestamp '2026-10-01' as last_seen_at
from range($customers) as numbers (number)
cross join (values ('category'), ('brand'), ('size'), ('colour'), ('channel')) as names (name)
where luck(number, names.name || 'has', 2) = 0;
insert into activity.int_activity__categories_viewed
select 'p' || number, 'running-shoes', timestamp '2026-10-20'
from range($customers) as numbers (number)
where luck(number, 'viewed', 5) = 0

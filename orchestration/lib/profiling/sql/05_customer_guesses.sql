create or replace temp table customer_guesses as
select
    customer_id,
    case preference_name when 'category' then 'favourite_category' when 'brand' then 'favourite_brand' when 'colour' then 'favourite_colour' when 'channel' then 'preferred_channel' when 'hour' then 'preferred_hour' end as attribute_name,
    preference_value as guessed_value,
    'fair' as evidence_level,
    behaviour_share * sign_count / (sign_count + 3) as confidence
from profile.int_profile__preferences
where behaviour_rank = 1 and behaviour_share is not null and preference_name <> 'size';

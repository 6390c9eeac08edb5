-- One row per purpose and channel on which the customer decided.
select name_en, purpose, channel, is_granted, decision, decided_at, consent_source, reason
from marts.customer_consents
where customer_id = $customer_id
order by purpose, channel

-- One row per customer with a judged ask: how much readier than others to answer, at the moment of
-- the run. It is the mean surprise of the outcomes, shrunk towards 0 as if
-- `responsiveness_prior_asks` more asks had brought none.
create or replace temp table customer_responses as
select
    ask_surprises.customer_id,
    sum(cast(ask_surprises.surprise as decimal(18, 9)))
    / (count(*) + max(learning.responsiveness_prior_asks)) as responsiveness
from ask_surprises
cross join learning
group by ask_surprises.customer_id;

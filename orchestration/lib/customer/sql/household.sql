-- One row: the household that the customer belongs to, with what its members are worth together.
select households.*
from marts.household_members as members
inner join marts.households as households on members.household_id = households.household_id
where members.customer_id = $customer_id

-- One row: what an agent of customer service wants to know.
select * from marts.customer_service where customer_id = $customer_id

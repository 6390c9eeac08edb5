-- One row: the customer as published.
select * from marts.customers where customer_id = $customer_id

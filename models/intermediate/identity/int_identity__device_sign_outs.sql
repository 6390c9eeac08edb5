with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
),

final as (
    select
        identifier_id as device_id,
        occurred_at as signed_out_at
    from record_identifiers
    where identifier_class = 'device' and is_sign_out
    group by identifier_id, occurred_at
)

select * from final

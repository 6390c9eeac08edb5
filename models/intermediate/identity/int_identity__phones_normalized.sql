with readings as (
    select * from {{ ref('int_identity__phones_parsed') }}
    where is_valid
),

ranked as (
    select
        *,
        row_number() over (partition by raw_value order by reading asc nulls last) as reading_rank
    from readings
),

final as (
    select
        raw_value,
        '+' || calling_code || national_number as normalized_value
    from ranked
    where reading_rank = 1
)

select * from final

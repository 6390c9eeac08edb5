with engine_guess_reliability as (
    select * from {{ source('engine', 'guess_reliability') }}
),

final as (
    select
        attribute_name,
        evidence_level,
        confidence,
        agreed_count,
        compared_count
    from engine_guess_reliability
    order by attribute_name, evidence_level
)

select * from final

{# The hash is of the predicate alone, however it is spaced: a new name or owner moves nobody. #}
with segments as (
    select * from {{ ref('segments') }}
),

final as (
    select
        segment_id,
        name_fr,
        name_en,
        description,
        predicate,
        reason_template,
        purpose,
        owner,
        valid_from as valid_from_date,
        valid_to as valid_to_date,
        {{ dbt.hash(regexp_replace("trim(predicate)", '\\s+', ' ')) }} as definition_hash,
        coalesce(cast({{ as_of() }} as date) >= valid_from, true)
        and coalesce(cast({{ as_of() }} as date) <= valid_to, true) as is_in_force,
        reason
    from segments
)

select * from final

{# The registry as the last run left it. #}
with identity_log as (
    {{ previous_identity_log() }}
),

final as (
    {{ registry_of('identity_log') }}
)

select * from final

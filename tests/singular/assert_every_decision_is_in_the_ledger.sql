{# No decision is lost on its way to the ledger, and none appears from nowhere. #}
{{ config(meta={'dagster': {'ref': {'name': 'consent_ledger'}}}) }}

with consents as (
    select * from {{ ref('input__consents') }}
),

consent_ledger as (
    select consent_id
    from {{ ref('consent_ledger') }}
    group by consent_id
),

final as (
    select coalesce(consents.consent_id, consent_ledger.consent_id) as consent_id
    from consents
    full join consent_ledger
        on consents.consent_id = consent_ledger.consent_id
    where consents.consent_id is null or consent_ledger.consent_id is null
)

select * from final

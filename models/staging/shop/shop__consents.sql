{# Ticking the newsletter box is consent to e-mail marketing, and unticking it withdraws it. A box
   that was never ticked is the absence of consent, not a refusal, and says nothing. #}
{{ config(enabled=var('shop_enabled'), materialized='view') }}

with versions as (
    select
        *,
        lag(has_newsletter) over (
            partition by account_id
            order by version_number asc nulls first
        ) as had_newsletter
    from {{ ref('stg_shop__account_versions') }}
),

final as (
    select
        {{ dbt.concat([
            "'shop:'", 'account_id', "':'", 'cast(version_number as ' ~ dbt.type_string() ~ ')'
        ]) }} as consent_id,
        'shop' as source_name,
        source_record_id,
        'email' as identifier_type,
        email as identifier_value,
        'marketing' as purpose,
        'email' as channel,
        case when has_newsletter then 'granted' else 'denied' end as decision,
        'account_form' as consent_source,
        cast(null as {{ dbt.type_string() }}) as text_version,
        cast(null as {{ dbt.type_string() }}) as proof,
        case when version_number = 1 then created_at else updated_at end as decided_at,
        ingested_at
    from versions
    where
        trim(email) <> ''
        and (
            has_newsletter and not coalesce(had_newsletter, false)
            or not has_newsletter and had_newsletter
        )
)

select * from final

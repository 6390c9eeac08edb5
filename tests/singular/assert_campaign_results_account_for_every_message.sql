{# Every message of a campaign is in that campaign's row for all customers and variants, once:
   sent and settled, sent and still open, or held back. #}
{{ config(meta={'dagster': {'ref': {'name': 'campaign_results'}}}) }}

with campaign_results as (
    select * from {{ ref('campaign_results') }}
    where scope = 'campaign' and group_type = 'all' and variant = 'all'
),

contacts as (
    select * from {{ ref('int_activity__contacts') }}
    where campaign_id is not null and not is_withheld
),

sent as (
    select
        campaign_id,
        count(*) as contact_count
    from contacts
    group by campaign_id
),

final as (
    select
        sent.campaign_id,
        campaign_results.scope_id
    from sent
    full outer join campaign_results
        on sent.campaign_id = campaign_results.scope_id
    where
        coalesce(sent.contact_count, 0)
        <> coalesce(campaign_results.sent_count + campaign_results.unsettled_count, 0)
)

select * from final

{{ config(enabled=var('snowplow_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_snowplow__events') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('snowplow', 'events', 'event_id') }} as source_record_id,
        event_id as event_uuid,
        platform,
        event as event_kind,
        event_name,
        user_id,
        domain_userid as device_value,
        case platform when 'mob' then 'mobile_id' else 'cookie' end as device_type,
        domain_sessionid as session_id,
        page_urlpath as page_path,
        mkt_campaign as campaign_name,
        mkt_source as campaign_source,
        mkt_medium as campaign_medium,
        nullif({{ url_host('page_referrer') }}, {{ url_host('page_url') }}) as referrer_host,
        se_category as structured_category,
        se_action as structured_action,
        {{ json_object({
            'event_name': 'event_name',
            'app_id': 'app_id',
            'domain_sessionid': 'domain_sessionid',
            'page_url': 'page_url',
            'page_title': 'page_title',
            'page_referrer': 'page_referrer',
            'mkt_source': 'mkt_source',
            'mkt_medium': 'mkt_medium',
            'se_category': 'se_category',
            'se_action': 'se_action',
            'se_label': 'se_label',
            'se_property': 'se_property',
            'se_value': 'se_value',
            'tr_orderid': 'tr_orderid',
            'tr_total': 'tr_total',
            'geo_country': 'geo_country',
            'web_page': 'contexts_com_snowplowanalytics_snowplow_web_page_1_0_0',
        }) }} as properties,
        {{ trusted_time('derived_tstamp', 'collector_tstamp') }} as occurred_at,
        collector_tstamp as received_at,
        ingested_at
    from source
)

select * from renamed

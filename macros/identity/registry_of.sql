{# The registry that a log of identity events adds up to: one row per customer id ever given, with
   its anchor, whether it stands, and the id it redirects to. #}
{% macro registry_of(log) -%}
    select
        births.customer_id,
        anchors.anchor_hash,
        anchors.anchor_ingested_at,
        anchors.anchor_seen_at,
        births.registered_at,
        case states.event_type
            when 'merged' then 'redirected'
            when 'retired' then 'retired'
            when 'erased' then 'erased'
            else 'standing'
        end as status,
        case when states.event_type = 'merged' then states.other_customer_id end
            as redirects_to_customer_id,
        case when states.event_type = 'merged' then states.occurred_at end as redirected_at,
        births.last_run_number
    from (
        select
            customer_id,
            min(occurred_at) as registered_at,
            max(run_number) as last_run_number
        from {{ log }}
        group by customer_id
    ) as births
    inner join (
        select
            *,
            row_number() over (
                partition by customer_id order by run_number desc nulls last, event_id asc
            ) as recency
        from {{ log }}
        where event_type <> 'reanchored'
    ) as states
        on births.customer_id = states.customer_id
            and states.recency = 1
    left join (
        select
            *,
            row_number() over (
                partition by customer_id order by run_number desc nulls last, event_id asc
            ) as recency
        from {{ log }}
        where anchor_hash is not null
    ) as anchors
        on births.customer_id = anchors.customer_id
            and anchors.recency = 1
{%- endmacro %}

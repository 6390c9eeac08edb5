{# Cells of fewer people than the limit are not shown: they would tell of persons. An opening that
   only a machine showed hides whether the person opened, so the share of openings leaves it out.
   #}
{% set measures = ['visited', 'ordered', 'amount'] %}

with cells as (
    select * from {{ ref('int_segmentation__campaign_cells') }}
),

campaign_uplifts as (
    select * from {{ ref('int_segmentation__campaign_uplifts') }}
),

held as (
    select * from cells
    where arm = 'held'
),

uplifts as (
    select
        scope,
        scope_id,
        group_type,
        group_id,
        membership_basis,
        {%- for measure in measures %}
            {%- for column in ['uplift', 'uplift_lower_bound', 'uplift_upper_bound'] %}
                max(case when measure = '{{ measure }}' then {{ column }} end)
                    as {{ measure }}_{{ column }},
            {%- endfor %}
            max(case when measure = '{{ measure }}' then verdict end) as {{ measure }}_verdict,
        {%- endfor %}
        arm
    from campaign_uplifts
    group by scope, scope_id, group_type, group_id, membership_basis, arm
),

{% set shares = {
    'open_rate': ('opened_count', 'sent_count - cells.bounced_count - cells.hidden_opened_count'),
    'click_rate': ('clicked_count', 'sent_count - cells.bounced_count'),
    'unsubscribe_rate': ('unsubscribed_count', 'sent_count - cells.bounced_count'),
    'visit_rate': ('visited_count', 'measured_count'),
    'order_rate': ('ordered_count', 'measured_count'),
} %}
final as (
    select
        cells.scope,
        cells.scope_id,
        cells.scope_name,
        cells.campaign_kind,
        cells.group_type,
        cells.group_id,
        cells.membership_basis,
        cells.arm as variant,
        cells.first_contacted_at,
        cells.last_contacted_at,
        cast(cells.sent_count as bigint) as sent_count,
        cast(cells.unsettled_count as bigint) as unsettled_count,
        cast(cells.sent_count - cells.bounced_count as bigint) as delivered_count,
        {%- for column in [
            'opened_count', 'machine_opened_count', 'clicked_count', 'unsubscribed_count',
            'complained_count', 'measured_count', 'visited_count', 'ordered_count', 'order_count',
        ] %}
            cast(cells.{{ column }} as bigint) as {{ column }},
        {%- endfor %}
        cast(cells.order_amount as decimal(18, 2)) as order_amount,
        cells.currency,
        cast(coalesce(held.measured_count, 0) as bigint) as held_out_count,
        {%- for column, (part, whole) in shares.items() %}
            cells.{{ part }} / cast(nullif(cells.{{ whole }}, 0) as double) as {{ column }},
        {%- endfor %}
        {%- for measure in measures %}
            {%- for column in ['uplift', 'uplift_lower_bound', 'uplift_upper_bound'] %}
                round(uplifts.{{ measure }}_{{ column }}, 6) as {{ measure }}_{{ column }},
            {%- endfor %}
            coalesce(uplifts.{{ measure }}_verdict, 'too few') as {{ measure }}_verdict,
        {%- endfor %}
        {{ as_of() }} as as_of_at
    from cells
    left join held
        on
            cells.scope = held.scope
            and cells.scope_id = held.scope_id
            and cells.group_type = held.group_type
            and cells.group_id = held.group_id
            and cells.membership_basis = held.membership_basis
    left join uplifts
        on
            cells.scope = uplifts.scope
            and cells.scope_id = uplifts.scope_id
            and cells.group_type = uplifts.group_type
            and cells.group_id = uplifts.group_id
            and cells.membership_basis = uplifts.membership_basis
            and cells.arm = uplifts.arm
    where
        cells.arm <> 'held'
        and (
            cells.group_type = 'all'
            or cells.sent_count >= {{ reaction_limit('minimum_cell_count') }}
        )
    order by cells.scope, cells.scope_id, cells.group_type, cells.group_id, cells.arm
)

select * from final

{# Sums from which every figure on campaigns follows: by campaign, by kind of campaign and over
   all; by group of customers; and by arm, which is a variant, all that was sent, or what was held
   back. Only contacts whose window is over count; the others are counted apart. #}
{% set counts = {
    'sent_count': 'contact_id is not null',
    'bounced_count': 'is_bounced',
    'opened_count': 'has_opened',
    'machine_opened_count': 'has_opened_by_machine',
    'hidden_opened_count': 'has_opened_by_machine and not has_opened',
    'clicked_count': 'has_clicked',
    'unsubscribed_count': 'has_unsubscribed',
    'complained_count': 'has_complained',
    'measured_count': 'customer_id is not null',
    'visited_count': 'has_visited',
    'ordered_count': 'has_ordered',
} %}
{% set sums = counts.keys() | list + [
    'unsettled_count', 'order_count', 'order_amount', 'squared_order_amount',
] %}

with contacts_measured as (
    select * from {{ ref('int_activity__contacts_measured') }}
    where campaign_id is not null
),

campaign_groups as (
    select * from {{ ref('int_segmentation__campaign_groups') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
),

grouped as (
    select
        contacts_measured.*,
        'all' as group_type,
        'all' as group_id,
        'at_sending' as membership_basis
    from contacts_measured

    union all

    select
        contacts_measured.*,
        'buyer_state' as group_type,
        contacts_measured.buyer_state as group_id,
        'at_sending' as membership_basis
    from contacts_measured
    inner join customers_profiled
        on
            contacts_measured.customer_id = customers_profiled.customer_id
            and customers_profiled.is_profiled

    union all

    select
        contacts_measured.*,
        campaign_groups.group_type,
        campaign_groups.group_id,
        campaign_groups.membership_basis
    from contacts_measured
    inner join campaign_groups
        on
            contacts_measured.customer_id = campaign_groups.customer_id
            and contacts_measured.contacted_at >= campaign_groups.valid_from_at
            and contacts_measured.contacted_at < campaign_groups.valid_to_at
),

summed as (
    select
        campaign_id,
        campaign_kind,
        group_type,
        group_id,
        membership_basis,
        case when is_withheld then 'held' else coalesce(variant, 'none') end as arm,
        max(campaign_name) as campaign_name,
        max(currency) as currency,
        min(contacted_at) as first_contacted_at,
        max(contacted_at) as last_contacted_at,
        sum(case when is_settled then 0 else 1 end) as unsettled_count,
        {%- for column, condition in counts.items() %}
            sum(case when is_settled and {{ condition }} then 1 else 0 end) as {{ column }},
        {%- endfor %}
        sum(case when is_settled then order_count else 0 end) as order_count,
        sum(case when is_settled then order_amount else 0 end) as order_amount,
        sum(case when is_settled then order_amount * order_amount else 0 end)
            as squared_order_amount
    from grouped
    group by campaign_id, campaign_kind, group_type, group_id, membership_basis, arm
),

scoped as (
    {%- for scope, scope_id, scope_name in [
        ('campaign', 'campaign_id', 'campaign_name'),
        ('kind', "coalesce(campaign_kind, 'none')", 'campaign_kind'),
        ('all', "'all'", "'all'"),
    ] %}
        {%- if not loop.first %}

            union all
        {% endif %}
        select
            *,
            '{{ scope }}' as scope,
            {{ scope_id }} as scope_id,
            {{ scope_name }} as scope_name
        from summed
    {%- endfor %}
),

armed as (
    select
        *,
        arm as counted_arm
    from scoped

    union all

    select
        *,
        'all' as counted_arm
    from scoped
    where arm <> 'held'
),

final as (
    select
        scope,
        scope_id,
        group_type,
        group_id,
        membership_basis,
        counted_arm as arm,
        max(scope_name) as scope_name,
        case when scope <> 'all' then max(campaign_kind) end as campaign_kind,
        max(currency) as currency,
        min(first_contacted_at) as first_contacted_at,
        {%- for column in sums %}
            sum({{ column }}) as {{ column }},
        {%- endfor %}
        max(last_contacted_at) as last_contacted_at
    from armed
    group by scope, scope_id, group_type, group_id, membership_basis, counted_arm
)

select * from final

{# What each arm of each cell did on average, by measure: a share with Wilson's bounds, or an
   amount. Only what customers do can be seen, so a message to nobody we know is no case. #}
with campaign_cells as (
    select * from {{ ref('int_segmentation__campaign_cells') }}
    where measured_count > 0
),

summed as (
    {%- for measure, events, total, squares in [
        ('visited', 'visited_count', 'visited_count', 'visited_count'),
        ('ordered', 'ordered_count', 'ordered_count', 'ordered_count'),
        ('amount', 'ordered_count', 'order_amount', 'squared_order_amount'),
    ] %}
        {%- if not loop.first %}

            union all
        {% endif %}
        select
            scope,
            scope_id,
            group_type,
            group_id,
            membership_basis,
            arm,
            '{{ measure }}' as measure,
            cast(measured_count as double) as case_count,
            cast({{ events }} as double) as event_count,
            cast({{ total }} as double) as total,
            cast({{ squares }} as double) as squares
        from campaign_cells
    {%- endfor %}
),

final as (
    select
        *,
        total / case_count as mean,
        greatest(squares - total * total / case_count, 0) / greatest(case_count - 1, 1)
            as variance,
        case
            when measure <> 'amount'
                then {{ wilson_bound(
                    'total', 'case_count', reaction_limit('confidence_z'), 'lower'
                ) }}
        end as lower_bound,
        case
            when measure <> 'amount'
                then {{ wilson_bound(
                    'total', 'case_count', reaction_limit('confidence_z'), 'upper'
                ) }}
        end as upper_bound
    from summed
)

select * from final

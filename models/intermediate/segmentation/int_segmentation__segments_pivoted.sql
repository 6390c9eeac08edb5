{# The segments that have a flag of their own on `customers`; a test keeps this list, the contract
   of `customers` and the seed in step. #}
{% set segment_ids = [
    'age_30_40_tennis', 'birthday_soon', 'cart_abandoners', 'discount_only', 'gift_buyers',
    'inactive_three_months', 'new_customers', 'newsletter_only', 'size_43', 'vip', 'winback',
] %}

with segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
),

final as (
    select
        customer_id,
        {%- for segment_id in segment_ids %}
            max(case when segment_id = '{{ segment_id }}' then 1 else 0 end) = 1
                as is_{{ segment_id }},
        {%- endfor %}
        {{ dbt.listagg('segment_id', "', '", 'order by segment_id') }} as segments
    from segments_matched
    group by customer_id
)

select * from final

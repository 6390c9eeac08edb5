{# Which triggers an occasion sets off, from when to when, and why in words that the customer may
   read. Those that have expired within a week are kept, so that it can be seen what was missed.
   Who objected to profiling sets off none. #}
{% set shown_after_expiry_days = 7 %}

with occasions as (
    select * from {{ ref('int_activation__occasions') }}
),

triggers as (
    select * from {{ ref('triggers') }}
    where is_active
),

occasion_grounds as (
    select * from {{ ref('occasion_grounds') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

products as (
    select * from {{ ref('input__products') }}
),

timed as (
    select
        occasions.*,
        triggers.trigger_id,
        triggers.reason_template_fr,
        triggers.reason_template_en,
        {{ dbt.dateadd('hour', 'triggers.opens_after_hours', 'occasions.happened_at') }}
            as opens_at,
        {{ dbt.dateadd('day', 'triggers.expires_after_days', 'occasions.happened_at') }}
            as expires_at
    from occasions
    inner join triggers
        on occasions.occasion_kind = triggers.occasion_kind
    inner join customers_profiled
        on occasions.customer_id = customers_profiled.customer_id
    where
        (
            triggers.look_back_days is null
            or occasions.wanted_at is null
            or occasions.wanted_at >= {{ dbt.dateadd(
                'day', '-triggers.look_back_days', 'occasions.happened_at'
            ) }}
        )
        and (
            triggers.minimum_drop_share is null
            or occasions.drop_share >= triggers.minimum_drop_share
        )
),

ranked as (
    select
        timed.*,
        occasion_grounds.words_fr as ground_fr,
        occasion_grounds.words_en as ground_en,
        row_number() over (
            partition by timed.customer_id, timed.trigger_id, timed.occasion_key
            order by
                occasion_grounds.ground_rank asc nulls last,
                timed.wanted_at desc nulls last,
                timed.ground asc nulls last
        ) as place
    from timed
    left join occasion_grounds
        on timed.ground = occasion_grounds.ground
    where
        timed.opens_at <= {{ as_of() }}
        and timed.expires_at > {{ dbt.dateadd('day', -shown_after_expiry_days, as_of()) }}
),

described as (
    select
        ranked.*,
        cast({{ utc_to_local('ranked.happened_at', var('store_time_zone')) }} as date)
            as happened_date,
        coalesce(products.product_name, ranked.sku) as product_name,
        products.size
    from ranked
    left join products
        on ranked.sku = products.sku
    where ranked.place = 1
),

final as (
    select
        customer_id,
        trigger_id,
        occasion_key,
        occasion_kind,
        opens_at,
        expires_at,
        happened_at,
        sku,
        product_name,
        ground,
        item_count,
        previous_amount,
        amount,
        currency,
        event_date,
        {%- for language in ['fr', 'en'] %}
            {{ words_filled_in('reason_template_' ~ language, {
                'happened_day': day_in_words('happened_date', language),
                'event_day': day_in_words('event_date', language),
                'item_count': 'item_count',
                'product_name': 'product_name',
                'size': 'size',
                'ground': 'ground_' ~ language,
                'previous_amount': 'previous_amount',
                'amount': 'amount',
                'currency': 'currency',
            }) }} as reason_{{ language }}
            {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from described
)

select * from final

{# What retention did in this run. Rows are counted in the landing files of each class, persons
   among the customers; those due are removed before the view is published. #}
with retention as (
    select * from {{ ref('retention') }}
),

landing_reconciliation as (
    select * from {{ ref('landing_reconciliation') }}
),

customers_overdue as (
    select
        applies_to,
        count(*) as person_count
    from {{ ref('int_profile__customers_overdue') }}
    group by applies_to
),

classes as (
    {{ landing_classes() }}
),

counted as (
    select
        classes.data_class,
        sum(landing_reconciliation.rows_kept) as rows_kept,
        sum(landing_reconciliation.rows_erased) as rows_erased,
        sum(landing_reconciliation.rows_expired) as rows_expired
    from classes
    inner join landing_reconciliation
        on
            classes.source_name = landing_reconciliation.source_name
            and classes.table_name = landing_reconciliation.table_name
    group by classes.data_class
),

final as (
    select
        retention.data_class,
        retention.applies_to,
        retention.counted_from,
        retention.keep_days,
        {{ dbt.dateadd('day', '-retention.keep_days', 'cast(' ~ as_of() ~ ' as date)') }}
            as kept_since_at,
        cast(coalesce(counted.rows_kept, 0) as bigint) as rows_kept,
        cast(coalesce(counted.rows_erased, 0) as bigint) as rows_erased,
        cast(coalesce(counted.rows_expired, 0) as bigint) as rows_expired,
        case
            when retention.counted_from = 'last_contact' and retention.keep_days is not null
                then coalesce(customers_overdue.person_count, 0)
        end as persons_due,
        retention.authority,
        retention.reason
    from retention
    left join counted
        on retention.data_class = counted.data_class
    left join customers_overdue
        on
            retention.applies_to = customers_overdue.applies_to
            and retention.counted_from = 'last_contact'
    order by retention.data_class, retention.applies_to
)

select * from final

{#
The gain of a model over a baseline on the same customers, drawn again many times: a paired bootstrap
in which each customer enters a replicate Poisson(1) times (Hanley and MacGibbon, "Creating
non-parametric bootstrap samples using Poisson frequencies", 2006), drawn from the customer's id, so
that a repeated run draws again what it drew.
#}
{% set pairs = [
    ('products', 'recommendation', ['popularity', 'last_category', 'random', 'affinity']),
    ('products', 'affinity', ['popularity', 'last_category', 'random']),
    ('products', 'shuffled', ['popularity']),
    ('next_category', 'expectation', ['base_rate', 'last_category']),
] %}

with measures_taken as (
    select * from {{ ref('int_recommendation__measures_taken') }}
),

compared as (
    {% for task_name, model_name, baselines in pairs %}
        {% set outer = loop %}
        {% for baseline in baselines %}
            select
                '{{ task_name }}' as task_name,
                '{{ model_name }}' as model_name,
                '{{ baseline }}' as baseline
            {% if not (loop.last and outer.last) %}union all{% endif %}
        {% endfor %}
    {% endfor %}
),

evaluated as (
    select customer_id
    from measures_taken
    group by customer_id
),

replicates as (
    select {{ numbers_until(recommendation_limit('bootstrap_replicates')) }} as replicate
),

drawn as (
    select
        evaluated.customer_id,
        replicates.replicate,
        {{ uniform_hash(dbt.concat([
            'evaluated.customer_id', "'/'",
            'cast(replicates.replicate as ' ~ dbt.type_string() ~ ')',
        ])) }} as chance
    from evaluated
    cross join replicates
),

counted as (
    select
        customer_id,
        replicate,
        case
            when chance < 0.367879 then 0
            when chance < 0.735759 then 1
            when chance < 0.919699 then 2
            when chance < 0.981012 then 3
            when chance < 0.996340 then 4
            when chance < 0.999406 then 5
            else 6
        end as draw_count
    from drawn
),

gains as (
    select
        compared.task_name,
        compared.model_name,
        compared.baseline,
        ours.measure,
        ours.customer_id,
        ours.measured_value - theirs.measured_value as gain
    from compared
    inner join measures_taken as ours
        on
            compared.task_name = ours.task_name
            and compared.model_name = ours.model_name
    inner join measures_taken as theirs
        on
            compared.task_name = theirs.task_name
            and compared.baseline = theirs.model_name
            and ours.measure = theirs.measure
            and ours.customer_id = theirs.customer_id
),

final as (
    select
        gains.task_name,
        gains.measure,
        gains.model_name,
        gains.baseline,
        counted.replicate,
        cast(sum(counted.draw_count * gains.gain) as double)
        / nullif(sum(counted.draw_count), 0) as gain
    from gains
    inner join counted
        on gains.customer_id = counted.customer_id
    group by gains.task_name, gains.measure, gains.model_name, gains.baseline, counted.replicate
)

select * from final

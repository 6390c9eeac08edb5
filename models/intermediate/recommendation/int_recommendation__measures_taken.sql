{# Both tasks in one shape, so that they share their intervals. #}
{% set tasks = [
    ('products', 'int_recommendation__products_judged',
     ['hit_at_1', 'hit_at_5', 'hit_at_10', 'recall_at_10', 'reciprocal_rank']),
    ('next_category', 'int_recommendation__categories_judged', ['accuracy', 'log_loss']),
] %}

with products_judged as (
    select * from {{ ref('int_recommendation__products_judged') }}
),

categories_judged as (
    select * from {{ ref('int_recommendation__categories_judged') }}
),

final as (
    {% for task_name, relation, measures in tasks %}
        {% set outer = loop %}
        {% for measure in measures %}
            select
                '{{ task_name }}' as task_name,
                '{{ measure }}' as measure,
                model_name,
                customer_id,
                cast({{ measure }} as decimal(18, 9)) as measured_value
            from {{ relation | replace('int_recommendation__', '') }}
            {% if not (loop.last and outer.last) %}union all{% endif %}
        {% endfor %}
    {% endfor %}
)

select * from final

{# A claim about each row, for what no named test says. On a column, the expression follows the
   name of the column (`expression: ">= 0"`). A null is a failure, because a claim that
   cannot be judged is not kept; write `x is null or ...` where null is fine. #}
{% test expression_is_true(model, expression, column_name=none) %}

{%- set claim = (column_name ~ ' ' ~ expression) if column_name else expression %}

select *
from {{ model }}
where not coalesce({{ claim }}, false)

{% endtest %}

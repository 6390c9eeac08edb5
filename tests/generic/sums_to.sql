{# The columns in `parts` add up to the column `total` in every row; a null part counts as
   nothing. #}
{% test sums_to(model, parts, total) %}

{%- set terms = [] %}
{%- for part in parts %}{% do terms.append('coalesce(' ~ part ~ ', 0)') %}{% endfor %}

select
    {{ total }} as stated_total,
    {{ terms | join(' + ') }} as sum_of_parts
from {{ model }}
where coalesce({{ total }}, 0) <> {{ terms | join(' + ') }}

{% endtest %}

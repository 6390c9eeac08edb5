{# The grain of a table with a compound key: no two rows agree on all of `columns`. Nulls count as
   equal, because a missing part of a key must not hide a repeated row. #}
{% test unique_combination(model, columns) %}

select
    {{ columns | join(', ') }},
    count(*) as row_count
from {{ model }}
group by {{ columns | join(', ') }}
having count(*) > 1

{% endtest %}

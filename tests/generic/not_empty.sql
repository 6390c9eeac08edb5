{# The table has a row. Use it where an empty table would make every other test pass for nothing. #}
{% test not_empty(model) %}

select count(*) as row_count
from {{ model }}
having count(*) = 0

{% endtest %}

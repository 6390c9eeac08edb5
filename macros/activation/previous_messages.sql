{# The log of chosen messages as the last run left it; empty before the first run. #}
{% macro previous_messages() -%}
    {%- set relation = previous_relation('int_activation__messages_chosen') -%}
    {%- set text = dbt.type_string() -%}
    {%- set columns = {
        'message_id': text, 'customer_id': text, 'trigger_id': text, 'occasion_key': text,
        'channel': text, 'is_capped': 'boolean', 'chosen_at': 'timestamp',
        'expires_at': 'timestamp',
    } -%}
    select
        {%- for name, type in columns.items() %}
        {{ name if relation is not none else 'cast(null as ' ~ type ~ ') as ' ~ name }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    {%- if relation is not none %}
    from {{ relation }}
    {%- elif execute %}
    where 1 = 0
    {%- endif %}
{%- endmacro %}

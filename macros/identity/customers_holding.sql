{# Which customer held an identifier at a moment, as known at another: a select of
   `customer_id`, `valid_from_at`, `valid_to_at`, `known_from_at` and `known_to_at`, of at most
   one row. `at` is event time (when it was theirs), `known_at` knowledge time (what a run of
   that moment would have said); both are SQL expressions, and without `known_at` today's
   knowledge counts. The value is in its normal form, as in customer_identifiers. #}
{% macro customers_holding(identifier_type, identifier_value, at, known_at=none) -%}
    select
        customer_id,
        valid_from_at,
        valid_to_at,
        known_from_at,
        known_to_at
    from {{ ref('customer_identifiers_history') }}
    where
        identifier_type = '{{ identifier_type }}'
        and identifier_value = '{{ identifier_value }}'
        and {{ at }} >= valid_from_at
        and {{ at }} < valid_to_at
        {%- if known_at %}
        and {{ known_at }} >= known_from_at
        and {{ known_at }} < known_to_at
        {%- else %}
        and known_to_at = cast('9999-12-31' as timestamp)
        {%- endif %}
{%- endmacro %}

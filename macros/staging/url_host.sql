{# The host of a URL in lower case, null where there is none. Path and query are left out: they may
   say who somebody is. #}
{% macro url_host(text) -%}
    nullif(lower({{ regexp_extract(text, '^[A-Za-z]+://([^/:?#]+)', 1) }}), '')
{%- endmacro %}

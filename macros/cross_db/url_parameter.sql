{# A parameter of a URL's query (`?utm_source=x&ctk=abc`), null where it is absent or empty. The
   values read this way are tokens, so percent escapes are left as they are. #}
{% macro url_parameter(text, name) -%}
    nullif({{ regexp_extract(text, '[?&]' ~ name ~ '=([^&#]*)', 1) }}, '')
{%- endmacro %}

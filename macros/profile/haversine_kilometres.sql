{# Great-circle distance in kilometres between two points given in degrees (haversine formula, mean
   earth radius 6371.0088 km, IUGG). `least` keeps rounding inside the domain of the arcsine. #}
{% macro haversine_kilometres(latitude, longitude, other_latitude, other_longitude) -%}
    2 * 6371.0088 * asin(least(1.0, sqrt(
        power(sin(radians({{ other_latitude }} - {{ latitude }}) / 2), 2)
        + cos(radians({{ latitude }})) * cos(radians({{ other_latitude }}))
        * power(sin(radians({{ other_longitude }} - {{ longitude }}) / 2), 2)
    )))
{%- endmacro %}

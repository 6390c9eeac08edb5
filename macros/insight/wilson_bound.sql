{# The lower or upper end of the 95 % interval of a share, `part` of `whole`, by the score method:
   Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
   American Statistical Association 22 (1927). Unlike p +- 1.96 s it stays within 0 and 1 and keeps
   its promise for small counts (Brown, Cai, DasGupta, Statistical Science 16, 2001). #}
{% macro wilson_bound(part, whole, end) -%}
    {%- set z2 = '3.841458820694124' -%}
    {%- set sign = '-' if end == 'low' else '+' -%}
    case
        when {{ whole }} > 0 then round((
            {{ part }} + {{ z2 }} / 2
            {{ sign }} 1.959963984540054 * sqrt(
                {{ part }} * cast({{ whole }} - {{ part }} as double) / {{ whole }} + {{ z2 }} / 4
            )
        ) / ({{ whole }} + {{ z2 }}), 6)
    end
{%- endmacro %}

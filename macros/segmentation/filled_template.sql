{# A text expression that fills the `{fact}` places of a rule's reason with the customer's own
   values, so that everyone can be told why a rule holds for them. #}
{% macro filled_template(seed_name, rule_id, template, facts) -%}
    {%- set parts = [] -%}
    {%- for piece in modules.re.split('(\\{[^}]*\\})', template or '') if piece -%}
        {%- if piece.startswith('{') -%}
            {%- set fact = piece[1:-1] -%}
            {%- if facts and fact not in facts -%}
                {{ exceptions.raise_compiler_error(
                    'The reason of rule "' ~ rule_id ~ '" of seeds/rules/' ~ seed_name
                    ~ '.csv uses "' ~ fact ~ '", which is not a customer fact.'
                ) }}
            {%- endif -%}
            {%- do parts.append(
                "coalesce(cast(" ~ fact ~ " as " ~ dbt.type_string() ~ "), 'unknown')"
            ) -%}
        {%- else -%}
            {%- do parts.append(dbt.string_literal(dbt.escape_single_quotes(piece))) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ dbt.concat(parts) if parts else "''" }}
{%- endmacro %}

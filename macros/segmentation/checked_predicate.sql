{# The predicate of a rule in parentheses, or a compilation error that names rule and column.

   A predicate is one boolean expression over the customer facts. It may not hold a query or a
   second statement nor read the clock: facts are already counted from `as_of()`. #}
{% macro checked_predicate(seed_name, rule_id, predicate, facts) -%}
    {%- set rule = 'Rule "' ~ rule_id ~ '" of seeds/rules/' ~ seed_name ~ '.csv' -%}
    {%- if not (predicate or '') | trim -%}
        {{ exceptions.raise_compiler_error(rule ~ ' has no predicate.') }}
    {%- endif -%}
    {%- set without_texts = modules.re.sub("'[^']*'", "''", predicate) -%}
    {%- if ';' in without_texts or '--' in without_texts or '/*' in without_texts -%}
        {{ exceptions.raise_compiler_error(
            rule ~ ' holds a statement or a comment; a predicate is one boolean expression.'
        ) }}
    {%- endif -%}
    {%- set sql_words = [
        'and', 'or', 'not', 'in', 'is', 'null', 'between', 'like', 'true', 'false', 'case', 'when',
        'then', 'else', 'end', 'cast', 'as', 'date', 'coalesce', 'lower', 'upper', 'abs', 'nullif',
    ] -%}
    {%- for word in modules.re.findall('[A-Za-z_][A-Za-z_0-9.]*', without_texts) -%}
        {%- if facts and word | lower not in sql_words and word | lower not in facts -%}
            {{ exceptions.raise_compiler_error(
                rule ~ ' uses "' ~ word ~ '", which is not a customer fact. The predicate is: '
                ~ predicate ~ '. Customer facts are: ' ~ facts | sort | join(', ') ~ '.'
            ) }}
        {%- endif -%}
    {%- endfor -%}
    ({{ predicate }})
{%- endmacro %}

{# An expression over the customer facts in parentheses, or a compilation error that names the rule,
   its file and the column it stands in. #}
{% macro checked_expression(seed_name, rule_id, column_name, expression, facts) -%}
    {%- set rule = 'Rule "' ~ rule_id ~ '" of seeds/rules/' ~ seed_name ~ '.csv, column '
        ~ column_name ~ ': ' -%}
    {%- if not (expression or '') | trim -%}
        {{ exceptions.raise_compiler_error(rule ~ 'there is none.') }}
    {%- endif -%}
    {%- set without_texts = modules.re.sub("'[^']*'", "''", expression) -%}
    {%- if ';' in without_texts or '--' in without_texts or '/*' in without_texts -%}
        {{ exceptions.raise_compiler_error(
            rule ~ 'it holds a statement or a comment; one expression is wanted.'
        ) }}
    {%- endif -%}
    {%- for name in modules.re.findall('([A-Za-z_][A-Za-z_0-9.]*)\\s*\\(', without_texts) -%}
        {%- if name | lower not in predicate_functions() + predicate_keywords() -%}
            {{ exceptions.raise_compiler_error(
                rule ~ 'it calls the function "' ~ name ~ '"; the functions are '
                ~ predicate_functions() | join(', ') ~ '.'
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {%- set known = predicate_keywords() + predicate_functions() + facts -%}
    {%- for word in modules.re.findall('[A-Za-z_][A-Za-z_0-9.]*', without_texts) -%}
        {%- if facts and word | lower not in known -%}
            {{ exceptions.raise_compiler_error(
                rule ~ 'it uses "' ~ word ~ '", which is not a customer fact. The expression is: '
                ~ expression ~ '. Customer facts are: ' ~ facts | sort | join(', ') ~ '.'
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {%- set problem = expression_problem(expression) -%}
    {%- if problem -%}
        {{ exceptions.raise_compiler_error(
            rule ~ problem ~ ', in "' ~ expression ~ '".'
        ) }}
    {%- endif -%}
    ({{ expression }})
{%- endmacro %}

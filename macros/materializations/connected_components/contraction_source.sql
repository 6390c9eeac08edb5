{#
The relation that holds the edges which the model's SQL returns. They are read several times, so
the SQL's result is kept in a scratch table, unless the SQL does nothing but name a table.
#}
{% macro contraction_source(sql) -%}
    {%- set words = [] -%}
    {%- for line in sql.splitlines() if not line.strip().startswith('--') -%}
        {%- do words.extend(line.split()) -%}
    {%- endfor -%}
    {%- set plain = modules.re.match(
        'select left_id ?, ?right_id from ([^ .]+[.][^ .]+[.][^ .]+)$', words | join(' ')
    ) -%}
    {%- if plain -%}
        {%- set parts = plain.group(1).replace('"', '').replace('`', '').split('.') -%}
        {%- set named = adapter.get_relation(parts[0], parts[1], parts[2]) -%}
        {%- if named is not none and named.type == 'table' -%}
            {{ return({'relation': named, 'scratch': []}) }}
        {%- endif -%}
    {%- endif -%}
    {%- set kept = contraction_table('source', 0) -%}
    {% do create_contraction_table(
        kept, 'select left_id, right_id from (' ~ sql ~ ') as edges'
    ) %}
    {{ return({'relation': kept, 'scratch': [kept]}) }}
{%- endmacro %}

{# What there is to read of a landing table: its relation, its declared columns, those of them that
   are its key and, where it is read from files, the files. Each base model asks once, and hands the
   answer to the macros that read, cast and judge the rows. #}
{% macro landing_table(source_name, table_name) -%}
    {#- Asked for on every path, so that lineage knows the source even where files are read. -#}
    {%- set relation = source(source_name, table_name) -%}
    {#- The seed that says how long records are kept must be loaded before they are read. -#}
    {%- if not relation.is_cte -%}{%- do ref('retention') -%}{%- endif -%}
    {%- set landing = {
        'source_name': source_name,
        'table_name': table_name,
        'relation': relation,
        'columns': [],
        'key': [],
        'files': none,
    } -%}
    {%- if execute -%}
        {%- set columns = landing_columns(source_name, table_name) -%}
        {%- do landing.update({'columns': columns}) -%}
        {%- for column in columns if column.key -%}
            {%- do landing.key.append(column.name) -%}
        {%- endfor -%}
        {#- A unit test gives the source as a common table expression; --empty reads nothing. -#}
        {%- if not relation.is_cte and not flags.EMPTY -%}
            {%- do landing.update({'files': landing_files(landing)}) -%}
        {%- endif -%}
    {%- endif -%}
    {{ return(landing) }}
{%- endmacro %}

{# The rows of a source that were set aside, over its landing tables: what broke which rule where,
   with the row as it was delivered. #}
{% macro rejected_rows(source_name, table_names) -%}
    {%- for table_name in table_names %}
    select
        '{{ source_name }}' as source_name,
        '{{ table_name }}' as table_name,
        _source_file as file_name,
        _source_row as row_number,
        _rejected_rule as rule,
        _rejected_column as column_name,
        _raw_record as raw_record,
        ingested_at
    from {{ ref('base_' ~ source_name ~ '__' ~ table_name) }}
    where _outcome = 'rejected'
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}
{%- endmacro %}

{# Every source that is switched on answers for its own files. #}
{% set sources = [] %}
{% for source_name in var('feeds') if var(source_name ~ '_enabled') %}
    {% do sources.append(source_name) %}
{% endfor %}

with final as (
    {% for source_name in sources %}
    select
        source_name,
        table_name,
        file_name,
        rows_read,
        rows_kept,
        rows_rejected,
        rows_repeated,
        rows_superseded,
        rows_erased,
        rows_expired
    from {{ ref(source_name ~ '__landing_files') }}
    {% if not loop.last %}union all{% endif %}
    {% else %}
    select
        cast(null as {{ dbt.type_string() }}) as source_name,
        cast(null as {{ dbt.type_string() }}) as table_name,
        cast(null as {{ dbt.type_string() }}) as file_name,
        cast(null as bigint) as rows_read,
        cast(null as bigint) as rows_kept,
        cast(null as bigint) as rows_rejected,
        cast(null as bigint) as rows_repeated,
        cast(null as bigint) as rows_superseded,
        cast(null as bigint) as rows_erased,
        cast(null as bigint) as rows_expired
    where false
    {% endfor %}
)

select * from final

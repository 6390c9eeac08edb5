{# What became of the rows of each delivered file of a landing table. `rows_read` is counted in the
   files themselves, not in the base table, so that a row lost or doubled on the way shows. #}
{% macro files_reconciled(landing) -%}
    with files as (
        select
            delivered._source_file as file_name,
            count(*) as rows_read
        from (
            {{ read_landing(landing, only=[]) }}
        ) as delivered
        group by delivered._source_file
    ),

    outcomes as (
        select
            _source_file as file_name,
            count(case when _outcome = 'kept' then 1 end) as rows_kept,
            count(case when _outcome = 'rejected' then 1 end) as rows_rejected,
            count(case when _outcome = 'repeated' then 1 end) as rows_repeated,
            count(case when _outcome = 'superseded' then 1 end) as rows_superseded,
            count(case when _outcome = 'erased' then 1 end) as rows_erased,
            count(case when _outcome = 'expired' then 1 end) as rows_expired
        from {{ ref('base_' ~ landing.source_name ~ '__' ~ landing.table_name) }}
        group by _source_file
    )

    select
        '{{ landing.source_name }}' as source_name,
        '{{ landing.table_name }}' as table_name,
        coalesce(files.file_name, outcomes.file_name) as file_name,
        coalesce(files.rows_read, 0) as rows_read,
        coalesce(outcomes.rows_kept, 0) as rows_kept,
        coalesce(outcomes.rows_rejected, 0) as rows_rejected,
        coalesce(outcomes.rows_repeated, 0) as rows_repeated,
        coalesce(outcomes.rows_superseded, 0) as rows_superseded,
        coalesce(outcomes.rows_erased, 0) as rows_erased,
        coalesce(outcomes.rows_expired, 0) as rows_expired
    from files
    full outer join outcomes on files.file_name = outcomes.file_name
{%- endmacro %}

{# The files of all landing tables of a source. #}
{% macro source_files_reconciled(source_name, table_names) -%}
    {%- for table_name in table_names %}
    select * from (
        {{ files_reconciled(landing_table(source_name, table_name)) }}
    ) as {{ table_name }}_files
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}
{%- endmacro %}

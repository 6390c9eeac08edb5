{# The rows of a landing table's files, each file by its own format. #}
{% macro read_landing_files(landing, columns) -%}
    {%- for file in landing.files -%}
        {%- if file.format == 'csv' -%}
            {{ read_csv_file(file, columns) }}
        {%- elif file.format == 'jsonl' -%}
            {{ read_jsonl_file(file, columns) }}
        {%- else -%}
            {{ read_parquet_file(file, columns) }}
        {%- endif -%}
        {%- if file.broken_rows %}

    union all

    {{ read_broken_lines(landing, file, columns) }}
        {%- endif -%}
        {%- if not loop.last %}

    union all

    {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{# A CSV file: every cell as text, and a cell that its header lacks null. #}
{% macro read_csv_file(file, columns) -%}
    select
        {%- for column in columns %}
        {%- if column.name in file.columns %}
        raw."{{ column.name }}",
        {%- else %}
        cast(null as varchar) as "{{ column.name }}",
        {%- endif %}
        {%- endfor %}
        '{{ file.name }}' as _source_file,
        {{ place_in_file(file) }} as _source_row,
        {{ file_ingested_at(file) }} as _ingested_at,
        cast(null as varchar) as _unreadable_rule,
        cast(null as varchar) as _unreadable_text
    from (
        select *, row_number() over () as _readable_row
        from {{ landing_reader(file, tolerance(file)) }}
    ) as raw
{%- endmacro %}

{# A file of JSON lines: an invalid line becomes a row with its text, nested values stay JSON text,
   and a field that a line lacks is null, as JSON has no header to check. #}
{% macro read_jsonl_file(file, columns) -%}
    {%- set names = columns | map(attribute='name') | list + ['_ingested_at'] -%}
    select
        {%- for column in columns %}
        {{ list_item('raw._values', loop.index) }} as "{{ column.name }}",
        {%- endfor %}
        '{{ file.name }}' as _source_file,
        {{ place_in_file(file) }} as _source_row,
        coalesce(
            {{ parse_utc_timestamp(list_item('raw._values', names | length)) }},
            timestamp '{{ file.ingested_at }}'
        ) as _ingested_at,
        case when raw._values is null then 'invalid_json' end as _unreadable_rule,
        case when raw._values is null then raw.line end as _unreadable_text
    from (
        select
            line,
            row_number() over () as _readable_row,
            {{ json_values('line', names) }} as _values
        from {{ landing_reader(file, tolerance(file)) }}
    ) as raw
    where raw.line is not null
{%- endmacro %}

{# A Parquet file: values as text, so that the same rules read every format, and nested values as
   JSON text. #}
{% macro read_parquet_file(file, columns) -%}
    select
        {%- for column in columns %}
        {%- set type = file.columns.get(column.name) %}
        {%- if type is none %}
        cast(null as varchar) as "{{ column.name }}",
        {%- elif type.endswith(']') or type.startswith(('STRUCT', 'MAP', 'JSON')) %}
        cast(to_json(raw."{{ column.name }}") as varchar) as "{{ column.name }}",
        {%- else %}
        cast(raw."{{ column.name }}" as varchar) as "{{ column.name }}",
        {%- endif %}
        {%- endfor %}
        '{{ file.name }}' as _source_file,
        raw.file_row_number + 1 as _source_row,
        {{ file_ingested_at(file) }} as _ingested_at,
        cast(null as varchar) as _unreadable_rule,
        cast(null as varchar) as _unreadable_text
    from {{ landing_reader(file, '') }} as raw
{%- endmacro %}

{# The lines that find_broken_lines() set aside. #}
{% macro read_broken_lines(landing, file, columns) -%}
    select
        {%- for column in columns %}
        cast(null as varchar) as "{{ column.name }}",
        {%- endfor %}
        '{{ file.name }}' as _source_file,
        cast(line as bigint) - {{ header_lines(file) }} as _source_row,
        timestamp '{{ file.ingested_at }}' as _ingested_at,
        'malformed_row' as _unreadable_rule,
        min(csv_line) as _unreadable_text
    from {{ broken_lines_from(landing) }}
    where file_path = '{{ file.path }}'
    group by line
{%- endmacro %}

{# Readable rows are numbered as they come, and move up by one for each line set aside before them.
   (A line break inside quotes makes a line set aside after it count as later than it is.) #}
{% macro place_in_file(file) -%}
    {%- set gaps = [] -%}
    {%- for row in file.broken_rows -%}
        {%- do gaps.append(row - loop.index0) -%}
    {%- endfor -%}
    raw._readable_row
    {%- if gaps %} + length([gap for gap in [{{ gaps | join(', ') }}] if gap <= raw._readable_row])
    {%- endif -%}
{%- endmacro %}

{# Errors are passed over only where the broken lines are known and set aside, and then by one
   thread: reading in parallel, DuckDB 2.0 also drops the sound lines after a stray quote. #}
{% macro tolerance(file) -%}
    {{ return(
        'ignore_errors = true, parallel = false' if file.broken_rows else 'ignore_errors = false'
    ) }}
{%- endmacro %}

{# The row's own `_ingested_at` where the file has that column, else the delivery's date. #}
{% macro file_ingested_at(file) -%}
    {%- if '_ingested_at' in file.columns -%}
        coalesce(
            {{ parse_utc_timestamp('cast(raw._ingested_at as varchar)') }},
            timestamp '{{ file.ingested_at }}'
        )
    {%- else -%}
        timestamp '{{ file.ingested_at }}'
    {%- endif -%}
{%- endmacro %}

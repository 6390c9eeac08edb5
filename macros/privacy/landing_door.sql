{# What may not come in through staging, asked once per landing table while its base model compiles:
   - `has_tombstones`: whether records of this table were erased, so that their names must be tried,
   - `cells`: the columns of which single cells were erased, because they named somebody erased,
   - `expires_before`: the time before which records of its class are past their retention, or none,
   - `expiring`: the same for columns of another class, such as the cookie of an order.
   A landing without any reads as if there were no door, and costs nothing. Unit tests give the
   source as a common table expression and have no door unless they override this macro. #}
{% macro landing_door(landing) -%}
    {%- set door = {
        'has_tombstones': false, 'cells': [], 'expiring': {}, 'expires_before': none,
    } -%}
    {%- if execute and not landing.relation.is_cte and not flags.EMPTY
            and flags.WHICH in ('build', 'run') -%}
        {%- set meta = landing_meta(landing.source_name, landing.table_name) -%}
        {%- do door.update({
            'record_table': meta.part_of or landing.table_name,
            'record_key': meta.part_key or landing.key,
            'expires_before': landing_expires_before(landing, meta.data_class),
        }) -%}
        {%- for column in landing.columns if column.data_class -%}
            {%- set limit = landing_expires_before(landing, column.data_class) -%}
            {%- if limit is not none -%}
                {%- do door.expiring.update({column.name: limit}) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for column_name in columns_with_tombstones(landing, door.record_table) -%}
            {%- if column_name -%}
                {%- do door.cells.append(column_name) -%}
            {%- else -%}
                {%- do door.update({'has_tombstones': true}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(door) }}
{%- endmacro %}

{# The columns for which the engine keeps tombstones of this table; an empty one for whole records,
   which are those of the table that its rows are parts of. #}
{% macro columns_with_tombstones(landing, record_table) -%}
    {%- set relation = built_relation('engine', 'record_tombstones') -%}
    {%- if relation is none -%}
        {{ return([]) }}
    {%- endif -%}
    {{ return(run_query(
        "select coalesce(column_name, '') from " ~ relation ~ " where source_name = '"
        ~ landing.source_name ~ "' and table_name = case when column_name is null then '"
        ~ record_table ~ "' else '" ~ landing.table_name ~ "' end group by 1 order by 1"
    ).rows | map(attribute=0) | list) }}
{%- endmacro %}

{# The limit of a class of data in the seed `retention`, counted back from the moment the
   run describes. A class counted from a person's last contact is no matter of single records. #}
{% macro landing_expires_before(landing, data_class) -%}
    {%- set limits = [] -%}
    {%- for rule in rule_rows('retention')
            if rule.data_class == data_class and rule.counted_from == 'record' -%}
        {%- set moment = var('as_of') or newest_delivery(landing) -%}
        {%- if moment -%}
            {%- do limits.append(
                modules.datetime.datetime.fromisoformat(moment | string)
                - modules.datetime.timedelta(days=rule.keep_days | int)
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(limits[0] if limits else none) }}
{%- endmacro %}

{# What a landing table's YAML says of it: `data_class`, by which it is retained; `part_of` and
   `part_key`, the table and the columns of the record that its rows are parts of. #}
{% macro landing_meta(source_name, table_name) -%}
    {%- for node in graph.sources.values()
            if node.source_name == source_name and node.name == table_name -%}
        {{ return(node.config.meta or node.meta or {}) }}
    {%- endfor -%}
    {{ return({}) }}
{%- endmacro %}

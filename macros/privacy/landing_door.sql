{# What may not come in through staging, asked once per landing table while its base model compiles:
   - `has_tombstones`: whether records of this table were erased, so that their keys must be tried,
   - `expires_before`: the time before which records of its class are past their retention, or none.
   A landing without either reads as if there were no door, and costs nothing. Unit tests give the
   source as a common table expression and have no door unless they override this macro. #}
{% macro landing_door(landing) -%}
    {%- set door = {'has_tombstones': false, 'expires_before': none} -%}
    {%- if execute and not landing.relation.is_cte and not flags.EMPTY
            and flags.WHICH in ('build', 'run') -%}
        {%- do door.update({
            'has_tombstones': count_record_tombstones(landing) > 0,
            'expires_before': landing_expires_before(landing),
        }) -%}
    {%- endif -%}
    {{ return(door) }}
{%- endmacro %}

{% macro count_record_tombstones(landing) -%}
    {%- set relation = built_relation('engine', 'record_tombstones') -%}
    {%- if relation is none -%}
        {{ return(0) }}
    {%- endif -%}
    {{ return(run_query(
        'select count(*) from ' ~ relation ~ " where source_name = '" ~ landing.source_name
        ~ "' and table_name = '" ~ landing.table_name ~ "'"
    ).rows[0][0]) }}
{%- endmacro %}

{# The limit of the landing table's class in the seed `retention`, counted back from the moment the
   run describes. A class counted from the last contact of a person is no matter of single records. #}
{% macro landing_expires_before(landing) -%}
    {%- set limits = [] -%}
    {%- set data_class = landing_data_class(landing.source_name, landing.table_name) -%}
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

{# The class of data that a landing table declares in its YAML, by which it is retained. #}
{% macro landing_data_class(source_name, table_name) -%}
    {%- for node in graph.sources.values()
            if node.source_name == source_name and node.name == table_name -%}
        {{ return((node.config.meta or node.meta or {}).get('data_class')) }}
    {%- endfor -%}
    {{ return(none) }}
{%- endmacro %}

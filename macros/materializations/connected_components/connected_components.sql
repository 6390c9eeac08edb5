{#
Materializes the connected components of the graph whose edges the model's SQL returns.

The SQL returns `left_id` and `right_id`, both integers or both strings; a row with both equal
brings in a vertex without edges. The table has one row per vertex: `vertex_id` and
`component_id`, the least vertex of its component, so the result does not depend on row order.

With `changes='a_model'` in the config (and `-- depends_on: ref('a_model')` in the SQL) a run on an
existing table only applies what that model lists: `left_id`, `right_id` and `change`, 'added' or
'removed'. The table is then the same as after a full refresh.

Method: randomised contraction, see contract_graph.sql. Guide: docs/connected-components.md.
#}
{% materialization connected_components, default %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set is_incremental_run = (
        config.get('changes') is not none
        and existing_relation is not none
        and existing_relation.type == 'table'
        and not should_full_refresh()
    ) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- if is_incremental_run -%}
        {%- set moved = component_changes(target_relation, sql, ref(config.get('changes'))) -%}
        {%- set replaced_relation = apply_component_changes(target_relation, moved.relation) -%}
        {%- set scratch = moved.scratch -%}
    {%- else -%}
        {%- set intermediate = aside_components(target_relation) -%}
        {% do components_of(contraction_source(sql), intermediate, is_scratch=False) %}
        {%- set replaced_relation = publish_components(
            target_relation, existing_relation, intermediate
        ) -%}
        {%- set scratch = [] -%}
    {%- endif -%}

    {%- if not is_incremental_run -%}
        {% do create_indexes(target_relation) %}
    {%- endif -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do apply_grants(
        target_relation,
        config.get('grants'),
        should_revoke=should_revoke(existing_relation, not is_incremental_run)
    ) %}
    {% do persist_docs(target_relation, model) %}
    {% do adapter.commit() %}

    {%- if replaced_relation is not none -%}
        {% do adapter.drop_relation(replaced_relation) %}
    {%- endif -%}
    {% do drop_contraction_tables(scratch) %}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}

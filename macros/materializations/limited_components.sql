{#
Materializes what becomes of each edge when edges are taken in a total order and one that would
break a limit is refused.

The model's SQL returns one row per edge: `left_id`, `right_id` (integers), `link_rank` (unique,
the best edge first) and `is_forced` (whether the edge is taken whatever the limits say). Two more
models are named in the config and declared with `depends_on`:

- `tokens`: `vertex_id` or `link_rank` (the other null), `token_type`, `token_value`: what a
  vertex or an edge brings into a component, for example the login it is, or the birth date its
  record states.
- `limits`: `rule`, `token_type`, `token_limit`, `binds_forced`: a rule is broken when a component
  would hold more distinct values than the limit of *every* one of its token types. A forced edge
  minds only the rules that bind it. A component that a forced edge took over a limit may grow by
  whatever does not take it further.

The table has one row per edge: `link_rank`, `left_id`, `right_id`, `outcome` (accepted,
redundant: its ends are joined already, or rejected) and `rule`.

Method: sequential (Kruskal's order), computed in parallel. In each round every component looks at
the best edge it has left; an edge that is the best of both its ends is decided. No better edge
can touch either end before it, so its ends are exactly what they are at its turn in the sequence.
#}
{% materialization limited_components, default %}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- set tokens = ref(config.require('tokens')) -%}
    {%- set limits = ref(config.require('limits')) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {%- set edges = contraction_table('edges', 0) -%}
    {% do create_contraction_table(edges, sql) %}
    {%- set members = contraction_table('members', 0) -%}
    {% do create_contraction_table(members, limited_members(edges)) %}
    {%- set holdings = contraction_table('holdings', 0) -%}
    {% do create_contraction_table(holdings, limited_holdings(members, tokens)) %}
    {%- set open_edges = contraction_table('open', 0) -%}
    {%- set open_count = create_contraction_table(open_edges, limited_open_edges(edges)) -%}
    {%- set decided = contraction_table('decided', 0) -%}
    {% do create_contraction_table(decided, limited_no_decisions(edges)) %}

    {%- set state = namespace(
        members=members,
        holdings=holdings,
        open_edges=open_edges,
        is_open=open_count > 0
    ) -%}
    {%- for round in range(1, 100001) if state.is_open -%}
        {%- set chosen = contraction_table('chosen', round) -%}
        {%- set verdicts = contraction_table('verdicts', round) -%}
        {%- set next_members = contraction_table('members', round) -%}
        {%- set next_holdings = contraction_table('holdings', round) -%}
        {%- set next_open = contraction_table('open', round) -%}
        {% do create_contraction_table(chosen, limited_chosen(state.open_edges)) %}
        {% do create_contraction_table(
            verdicts, limited_verdicts(chosen, state.holdings, tokens, limits)
        ) %}
        {% call statement('decide') -%}
            insert into {{ decided }}
            select link_rank, left_id, right_id, outcome, rule from {{ verdicts }}
        {%- endcall %}
        {% do create_contraction_table(next_members, limited_merged(state.members, verdicts)) %}
        {% do create_contraction_table(
            next_holdings, limited_merged_holdings(state.holdings, verdicts, tokens)
        ) %}
        {%- set open_count = create_contraction_table(
            next_open, limited_remaining(state.open_edges, verdicts, next_members, edges)
        ) -%}
        {%- for relation in [chosen, verdicts, state.members, state.holdings, state.open_edges] -%}
            {% do adapter.drop_relation(relation) %}
        {%- endfor -%}
        {%- set state.members = next_members -%}
        {%- set state.holdings = next_holdings -%}
        {%- set state.open_edges = next_open -%}
        {%- set state.is_open = open_count > 0 -%}
    {%- endfor -%}

    {%- if existing_relation is not none -%}
        {% do adapter.drop_relation(existing_relation) %}
    {%- endif -%}
    {% call statement('main') -%}
        {{ create_table_as(False, target_relation, limited_result(edges, decided)) }}
    {%- endcall %}

    {%- for relation in [edges, decided, state.members, state.holdings, state.open_edges] -%}
        {% do adapter.drop_relation(relation) %}
    {%- endfor -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do persist_docs(target_relation, model) %}
    {% do adapter.commit() %}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}


{# Every vertex alone at first. #}
{% macro limited_members(edges) %}
    select left_id as vertex_id, left_id as component_id from {{ edges }} group by left_id
    union
    select right_id as vertex_id, right_id as component_id from {{ edges }} group by right_id
{% endmacro %}

{# What each component holds: one row per component, token type and value. #}
{% macro limited_holdings(members, tokens) %}
    select members.component_id, tokens.token_type, tokens.token_value
    from {{ members }} as members
    inner join {{ tokens }} as tokens
        on members.vertex_id = tokens.vertex_id
    group by 1, 2, 3
{% endmacro %}

{# Edges not decided yet, with the components at their ends. #}
{% macro limited_open_edges(edges) %}
    select
        link_rank,
        left_id,
        right_id,
        is_forced,
        left_id as left_component_id,
        right_id as right_component_id
    from {{ edges }}
    where left_id <> right_id
{% endmacro %}

{% macro limited_no_decisions(edges) %}
    select
        link_rank,
        left_id,
        right_id,
        cast(null as {{ dbt.type_string() }}) as outcome,
        cast(null as {{ dbt.type_string() }}) as rule
    from {{ edges }}
    where 1 = 0
{% endmacro %}

{# The edges that are the best left at both their ends. #}
{% macro limited_chosen(open_edges) %}
    with ends as (
        select left_component_id as component_id, link_rank from {{ open_edges }}
        union all
        select right_component_id as component_id, link_rank from {{ open_edges }}
    ),

    best as (
        select component_id, min(link_rank) as link_rank
        from ends
        group by component_id
    )

    select open_edges.*
    from {{ open_edges }} as open_edges
    inner join best as left_best
        on open_edges.left_component_id = left_best.component_id
        and open_edges.link_rank = left_best.link_rank
    inner join best as right_best
        on open_edges.right_component_id = right_best.component_id
        and open_edges.link_rank = right_best.link_rank
{% endmacro %}

{# Whether joining an edge's ends would break a rule; of several rules the first by name is told. #}
{% macro limited_verdicts(chosen, holdings, tokens, limits) %}
    with joined_holdings as (
        select chosen.link_rank, holdings.token_type, holdings.token_value
        from {{ chosen }} as chosen
        inner join {{ holdings }} as holdings
            on chosen.left_component_id = holdings.component_id
        union
        select chosen.link_rank, holdings.token_type, holdings.token_value
        from {{ chosen }} as chosen
        inner join {{ holdings }} as holdings
            on chosen.right_component_id = holdings.component_id
        union
        select chosen.link_rank, tokens.token_type, tokens.token_value
        from {{ chosen }} as chosen
        inner join {{ tokens }} as tokens
            on chosen.link_rank = tokens.link_rank
    ),

    token_counts as (
        select link_rank, token_type, count(*) as token_count
        from joined_holdings
        group by link_rank, token_type
    ),

    rule_sizes as (
        select
            rule,
            count(*) as token_type_count,
            max(case when binds_forced then 1 else 0 end) = 1 as binds_forced
        from {{ limits }}
        group by rule
    ),

    exceeded as (
        select token_counts.link_rank, limits.rule, count(*) as exceeded_count
        from token_counts
        inner join {{ limits }} as limits
            on token_counts.token_type = limits.token_type
            and token_counts.token_count > limits.token_limit
        group by token_counts.link_rank, limits.rule
    ),

    ends as (
        select link_rank, left_component_id as component_id from {{ chosen }}
        union all
        select link_rank, right_component_id as component_id from {{ chosen }}
    ),

    end_counts as (
        select ends.link_rank, ends.component_id, holdings.token_type, count(*) as token_count
        from ends
        inner join {{ holdings }} as holdings
            on ends.component_id = holdings.component_id
        group by 1, 2, 3
    ),

    {# Rules that one end broke before, by a forced edge, and that the other end adds nothing to. #}
    no_worse as (
        select end_counts.link_rank, end_counts.component_id, limits.rule, count(*) as type_count
        from end_counts
        inner join token_counts
            on end_counts.link_rank = token_counts.link_rank
            and end_counts.token_type = token_counts.token_type
            and end_counts.token_count = token_counts.token_count
        inner join {{ limits }} as limits
            on end_counts.token_type = limits.token_type
            and end_counts.token_count > limits.token_limit
        group by 1, 2, 3
    ),

    pardoned as (
        select no_worse.link_rank, no_worse.rule
        from no_worse
        inner join rule_sizes
            on no_worse.rule = rule_sizes.rule
            and no_worse.type_count = rule_sizes.token_type_count
        group by 1, 2
    ),

    broken as (
        select exceeded.link_rank, min(exceeded.rule) as rule
        from exceeded
        inner join rule_sizes
            on exceeded.rule = rule_sizes.rule
            and exceeded.exceeded_count = rule_sizes.token_type_count
        inner join {{ chosen }} as chosen
            on exceeded.link_rank = chosen.link_rank
            and (rule_sizes.binds_forced or not chosen.is_forced)
        left join pardoned
            on exceeded.link_rank = pardoned.link_rank
            and exceeded.rule = pardoned.rule
        where pardoned.rule is null
        group by exceeded.link_rank
    )

    select
        chosen.*,
        case when broken.rule is null then 'accepted' else 'rejected' end as outcome,
        broken.rule
    from {{ chosen }} as chosen
    left join broken
        on chosen.link_rank = broken.link_rank
{% endmacro %}

{# A component is in at most one chosen edge, so accepted edges join components in pairs. #}
{% macro limited_renamed(verdicts) %}
    select
        greatest(left_component_id, right_component_id) as component_id,
        least(left_component_id, right_component_id) as new_component_id
    from {{ verdicts }}
    where outcome = 'accepted'
{% endmacro %}

{% macro limited_merged(members, verdicts) %}
    select
        members.vertex_id,
        coalesce(renamed.new_component_id, members.component_id) as component_id
    from {{ members }} as members
    left join ({{ limited_renamed(verdicts) }}) as renamed
        on members.component_id = renamed.component_id
{% endmacro %}

{% macro limited_merged_holdings(holdings, verdicts, tokens) %}
    select
        coalesce(renamed.new_component_id, holdings.component_id) as component_id,
        holdings.token_type,
        holdings.token_value
    from {{ holdings }} as holdings
    left join ({{ limited_renamed(verdicts) }}) as renamed
        on holdings.component_id = renamed.component_id
    union
    select
        least(verdicts.left_component_id, verdicts.right_component_id) as component_id,
        tokens.token_type,
        tokens.token_value
    from {{ verdicts }} as verdicts
    inner join {{ tokens }} as tokens
        on verdicts.link_rank = tokens.link_rank
    where verdicts.outcome = 'accepted'
{% endmacro %}

{# Edges still to decide: not decided, and their ends not joined meanwhile. #}
{% macro limited_remaining(open_edges, verdicts, members, edges) %}
    select
        open_edges.link_rank,
        open_edges.left_id,
        open_edges.right_id,
        open_edges.is_forced,
        left_members.component_id as left_component_id,
        right_members.component_id as right_component_id
    from {{ open_edges }} as open_edges
    left join {{ verdicts }} as verdicts
        on open_edges.link_rank = verdicts.link_rank
    inner join {{ members }} as left_members
        on open_edges.left_id = left_members.vertex_id
    inner join {{ members }} as right_members
        on open_edges.right_id = right_members.vertex_id
    where
        verdicts.link_rank is null
        and left_members.component_id <> right_members.component_id
{% endmacro %}

{# An edge that was never decided had its ends joined by better ones. #}
{% macro limited_result(edges, decided) %}
    select
        edges.link_rank,
        edges.left_id,
        edges.right_id,
        coalesce(decided.outcome, 'redundant') as outcome,
        decided.rule
    from {{ edges }} as edges
    left join {{ decided }} as decided
        on edges.link_rank = decided.link_rank
{% endmacro %}

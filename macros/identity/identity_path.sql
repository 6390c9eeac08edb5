{# The shortest chain of evidence between two identifiers of one person, for SQL users: a select
   that returns one row per hop, and none where no chain of evidence that was taken leads from one
   to the other. Values are normalised ones, as in `customer_identifiers`.

       dbt show --inline "{{ identity_path('login', 'uhl5yd', 'phone', '+33618196090') }}"

   A breadth-first search, bounded to `max_hops` and to the evidence of one cluster, so that the
   recursion touches a handful of rows. Of several shortest chains the one whose hops, followed back
   from the end, have the better evidence is told; `python -m orchestration explain` tells the
   same. #}
{% macro identity_path(left_type, left_value, right_type, right_value, max_hops=20) -%}
with recursive identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
    where exclusion_rule is null
),

clusters as (
    select * from {{ ref('int_identity__clusters') }}
),

links as (
    select * from {{ ref('int_identity__links') }}
),

links_refused as (
    select link_rank from {{ ref('int_identity__links_refused') }}
    group by link_rank
),

merges as (
    select * from {{ ref('int_identity__merges') }}
),

link_methods as (
    select * from {{ ref('link_methods') }}
),

asked as (
    select
        identifiers.identifier_id,
        clusters.cluster_id,
        case
            when
                identifiers.identifier_type = {{ identity_path_literal(left_type) }}
                and identifiers.normalized_value = {{ identity_path_literal(left_value) }}
                then 1
            else 0
        end as is_left
    from identifiers
    inner join clusters
        on identifiers.identifier_id = clusters.identifier_id
    where
        (
            identifiers.identifier_type = {{ identity_path_literal(left_type) }}
            and identifiers.normalized_value = {{ identity_path_literal(left_value) }}
        )
        or (
            identifiers.identifier_type = {{ identity_path_literal(right_type) }}
            and identifiers.normalized_value = {{ identity_path_literal(right_value) }}
        )
),

-- Looked for from the smaller identifier, so that both directions tell the same chain.
ends as (
    select
        min(identifier_id) as start_id,
        max(identifier_id) as end_id,
        max(case when is_left = 1 then identifier_id end) as left_id,
        min(cluster_id) as cluster_id
    from asked
    having count(*) = 2 and min(cluster_id) = max(cluster_id)
),

members as (
    select
        clusters.identifier_id,
        identifiers.identifier_type,
        identifiers.normalized_value
    from clusters
    inner join ends
        on clusters.cluster_id = ends.cluster_id
    inner join identifiers
        on clusters.identifier_id = identifiers.identifier_id
),

-- Links that were taken, and merges of two clusters on other evidence, which stand between the
-- ends of the refused link that ties them, or else between the identifiers the clusters are called
-- after.
evidence as (
    select
        links.link_rank as evidence_rank,
        links.left_id,
        links.right_id,
        links.method,
        links.evidence_record_id,
        links.strength,
        links.record_count,
        links.first_seen_at,
        links.last_seen_at,
        link_methods.reason
    from links
    left join links_refused
        on links.link_rank = links_refused.link_rank
    left join link_methods
        on links.method = link_methods.record_kind
    where links_refused.link_rank is null
    union all
    select
        500000000000 + row_number() over (
            order by
                merges.left_cluster_id asc nulls last,
                merges.right_cluster_id asc nulls last,
                merges.rule asc nulls last
        ) as evidence_rank,
        coalesce(links.left_id, merges.left_cluster_id) as left_id,
        coalesce(links.right_id, merges.right_cluster_id) as right_id,
        'merge' as method,
        links.evidence_record_id,
        links.strength,
        links.record_count,
        links.first_seen_at,
        links.last_seen_at,
        merges.reason
    from merges
    left join links
        on merges.link_rank = links.link_rank
),

taken as (
    select evidence.*
    from evidence
    inner join members as left_members
        on evidence.left_id = left_members.identifier_id
    inner join members as right_members
        on evidence.right_id = right_members.identifier_id
),

steps as (
    select left_id as from_id, right_id as to_id, evidence_rank from taken
    union all
    select right_id as from_id, left_id as to_id, evidence_rank from taken
),

walks as (
    select start_id as identifier_id, 0 as hop_count
    from ends
    union
    select steps.to_id as identifier_id, walks.hop_count + 1 as hop_count
    from walks
    inner join steps
        on walks.identifier_id = steps.from_id
    where walks.hop_count < {{ max_hops }}
),

distances as (
    select identifier_id, min(hop_count) as hop_count
    from walks
    group by identifier_id
),

-- The best piece of evidence that leads to each identifier by a shortest chain.
arrivals as (
    select
        steps.from_id,
        steps.to_id,
        steps.evidence_rank,
        there.hop_count,
        row_number() over (
            partition by steps.to_id
            order by steps.evidence_rank asc nulls last, steps.from_id asc nulls last
        ) as arrival_rank
    from steps
    inner join distances as here
        on steps.from_id = here.identifier_id
    inner join distances as there
        on steps.to_id = there.identifier_id
    where there.hop_count = here.hop_count + 1
),

chain as (
    select arrivals.from_id, arrivals.to_id, arrivals.evidence_rank, arrivals.hop_count
    from arrivals
    inner join ends
        on arrivals.to_id = ends.end_id
    where arrivals.arrival_rank = 1
    union all
    select arrivals.from_id, arrivals.to_id, arrivals.evidence_rank, arrivals.hop_count
    from chain
    inner join arrivals
        on chain.from_id = arrivals.to_id
    where arrivals.arrival_rank = 1
),

directed as (
    select
        chain.evidence_rank,
        case
            when ends.left_id = ends.start_id then chain.hop_count
            else 1 + max(chain.hop_count) over () - chain.hop_count
        end as hop_number,
        case when ends.left_id = ends.start_id then chain.from_id else chain.to_id end as from_id,
        case when ends.left_id = ends.start_id then chain.to_id else chain.from_id end as to_id
    from chain
    cross join ends
)

select
    directed.hop_number,
    from_members.identifier_type as from_type,
    from_members.normalized_value as from_value,
    to_members.identifier_type as to_type,
    to_members.normalized_value as to_value,
    taken.method,
    taken.evidence_record_id,
    taken.strength,
    taken.record_count,
    taken.first_seen_at,
    taken.last_seen_at,
    taken.reason
from directed
inner join taken
    on directed.evidence_rank = taken.evidence_rank
inner join members as from_members
    on directed.from_id = from_members.identifier_id
inner join members as to_members
    on directed.to_id = to_members.identifier_id
order by directed.hop_number
{%- endmacro %}

{% macro identity_path_literal(value) -%}
    '{{ value | replace("'", "''") }}'
{%- endmacro %}

-- One row per person key of the clusters concerned (`clusters_concerned`), with its cluster. Every later
-- step starts from this small table, so that a look-up costs a scan and never a join of whole tables.
create or replace temp table members as
select
    clusters.cluster_id,
    identifiers.identifier_id,
    identifiers.identifier_type,
    identifiers.normalized_value as identifier_value,
    identifiers.first_seen_at,
    identifiers.last_seen_at,
    identifiers.observation_count,
    identifiers.is_verified
from clusters_concerned
inner join identity.int_identity__clusters as clusters
    on clusters_concerned.cluster_id = clusters.cluster_id
inner join identity.int_identity__identifiers as identifiers
    on clusters.identifier_id = identifiers.identifier_id;

{# What a JSON column holds that no column takes, in the shape of input__attributes: each member
   under `<source>.<member>`, so that it stays within reach and never competes with anything.
   Members that would state a special category of data (GDPR, article 9) are not read at all. #}
{% macro untaken_members(relation, json, taken, confidence=0.5) -%}
    {%- set special = [
        'religion', 'religious_views', 'political', 'political_views', 'political_opinion',
        'ethnic_origin', 'ethnicity', 'race', 'health', 'sexual_orientation', 'interested_in',
        'trade_union_membership', 'biometrics', 'family_situation', 'relationship_status',
    ] -%}
    select
        source_name,
        source_record_id,
        {{ dbt.concat(['source_name', "'.'", 'member']) }} as attribute_name,
        {{ json_member(json, 'member') }} as attribute_value,
        'observed' as value_kind,
        cast({{ confidence }} as double) as confidence,
        occurred_at,
        ingested_at
    from (
        select
            source_name,
            source_record_id,
            occurred_at,
            ingested_at,
            {{ json }},
            {{ json_keys(json) }} as member
        from {{ relation }}
    ) as members
    where
        {{ regexp_matches('member', '^[A-Za-z0-9_ -]+$') }}
        and lower(member) not in (
            {%- for name in taken + special %}'{{ name }}'{{ ', ' if not loop.last }}{% endfor -%}
        )
        and trim({{ json_member(json, 'member') }}) <> ''
    group by source_name, source_record_id, member, {{ json }}, occurred_at, ingested_at
{%- endmacro %}

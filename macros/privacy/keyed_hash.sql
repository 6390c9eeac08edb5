{# A hash that only the holder of the salt can compute, for ids that must not tell the value they
   come from. The salt is the environment's secret SCV_ID_SALT; changing it changes every id
   that is not registered yet. HMAC-SHA-256's outer and inner round (RFC 2104) with the salt's
   own hashes as keys. #}
{% macro keyed_hash(text) -%}
    {%- set salt = env_var('SCV_ID_SALT', 'demo-salt-not-for-production') -%}
    {{ sha256_hex(
        sha256_hex("'outer:" ~ salt ~ "'") ~ " || "
        ~ sha256_hex(sha256_hex("'inner:" ~ salt ~ "'") ~ " || " ~ text)
    ) }}
{%- endmacro %}

{# Whether a device may be followed, for all time in spans. The word of its records and the
   decisions that name it each hold until they change, and the stricter of the two counts. A device
   whose first record refuses had not agreed before either. Where nothing is known the variable
   `unknown_tracer_consent` says. #}
{% if var('unknown_tracer_consent') not in ('allowed', 'refused') %}
    {{ exceptions.raise_compiler_error(
        "The variable unknown_tracer_consent is allowed or refused, not "
        ~ var('unknown_tracer_consent') ~ "."
    ) }}
{% endif %}
{% set unknown = 1 if var('unknown_tracer_consent') == 'allowed' else 0 %}

with identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
    where identifier_class = 'device' and exclusion_rule is null
),

statements as (
    select * from {{ ref('int_identity__tracer_statements') }}
),

first_words as (
    select
        device_id,
        record_word,
        row_number() over (partition by device_id order by stated_at asc nulls last) as word_rank
    from statements
    where record_word is not null
),

moments as (
    select
        device_id,
        stated_at,
        record_word,
        decision_word
    from statements
    union all
    select
        identifiers.identifier_id as device_id,
        cast('0001-01-01' as timestamp) as stated_at,
        first_words.record_word,
        cast(null as integer) as decision_word
    from identifiers
    left join first_words
        on identifiers.identifier_id = first_words.device_id
            and first_words.word_rank = 1
            and first_words.record_word = 0
),

counted as (
    select
        *,
        count(record_word) over (
            partition by device_id order by stated_at asc nulls first
            rows between unbounded preceding and current row
        ) as record_word_number,
        count(decision_word) over (
            partition by device_id order by stated_at asc nulls first
            rows between unbounded preceding and current row
        ) as decision_word_number
    from moments
),

-- Each word is carried to the moments at which only the other one spoke.
judged as (
    select
        device_id,
        stated_at,
        coalesce(
            least(
                coalesce(
                    max(record_word) over (partition by device_id, record_word_number),
                    max(decision_word) over (partition by device_id, decision_word_number)
                ),
                coalesce(
                    max(decision_word) over (partition by device_id, decision_word_number),
                    max(record_word) over (partition by device_id, record_word_number)
                )
            ),
            {{ unknown }}
        ) as word
    from counted
),

changes as (
    select
        *,
        lag(word) over (partition by device_id order by stated_at asc nulls first) as word_before
    from judged
),

final as (
    select
        device_id,
        stated_at as valid_from_at,
        coalesce(
            lead(stated_at) over (partition by device_id order by stated_at asc nulls first),
            cast('9999-12-31' as timestamp)
        ) as valid_to_at,
        word = 1 as is_allowed
    from changes
    where word_before is null or word_before <> word
)

select * from final

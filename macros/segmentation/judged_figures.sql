{# Figures held against the limits of one scope, each in words; of the verdicts that hold
   (`is_held`), the one with `judged_rank` 1 is told first. A line for a segment stands in for the
   lines for all of the same verdict and measure. Figures have `segment_id`, `measure`, `figure`,
   `other_id`, `other_fr` and `other_en`. #}
{% macro judged_figures(figures, limits, scope) -%}
    select
        segment_id,
        measure,
        verdict,
        name_fr,
        name_en,
        {%- for language in ('fr', 'en') %}
            replace(replace(replace(
                words_{{ language }},
                '{value}', {{ figure_in_words('figure', 'unit', language) }}
            ), '{threshold}', {{ figure_in_words('threshold', 'unit', language) }}
            ), '{other}', coalesce(other_{{ language }}, '')) as words_{{ language }},
        {%- endfor %}
        other_id,
        is_held,
        row_number() over (
            partition by segment_id
            order by
                case when is_held then 0 else 1 end asc nulls last,
                priority asc nulls last,
                verdict asc nulls last,
                measure asc nulls last
        ) as judged_rank
    from (
        select
            figures.segment_id,
            figures.measure,
            figures.figure,
            figures.other_id,
            figures.other_fr,
            figures.other_en,
            limits.verdict,
            limits.threshold,
            coalesce(
                limits.comparison = 'any'
                or (limits.comparison = 'above' and figures.figure > limits.threshold)
                or (limits.comparison = 'below' and figures.figure < limits.threshold),
                false
            ) as is_held,
            limits.priority,
            limits.unit,
            limits.name_fr,
            limits.name_en,
            limits.words_fr,
            limits.words_en,
            row_number() over (
                partition by figures.segment_id, figures.measure, limits.verdict
                order by case when limits.segment_id = '*' then 1 else 0 end asc nulls last
            ) as limit_rank
        from {{ figures }} as figures
        inner join {{ limits }} as limits
            on
                limits.scope = '{{ scope }}'
                and figures.measure = limits.measure
                and limits.segment_id in (figures.segment_id, '*')
    ) as limited
    where limit_rank = 1
{%- endmacro %}

{# One row per pair of clusters of a relation (`left_cluster_id`, `right_cluster_id`), with
   what the statements about both say: `names`, `birth_dates` and `places` are each same,
   different or unknown. They are the same only where nothing that one side states is missing
   on the other; people move, so two places are never different, only unknown. #}
{% macro cluster_agreements(pairs, statements) -%}
    select
        compared.left_cluster_id,
        compared.right_cluster_id,
        case
            when not has_left_name or not has_right_name then 'unknown'
            when not has_common_first_name then 'different'
            when
                has_common_name
                and common_left_name_count = left_name_count
                and common_right_name_count = right_name_count then 'same'
            else 'unknown'
        end as names,
        case
            when left_birth_date_count = 0 or right_birth_date_count = 0 then 'unknown'
            when common_birth_date_count = 0 then 'different'
            when
                common_birth_date_count = left_birth_date_count
                and common_birth_date_count = right_birth_date_count then 'same'
            else 'unknown'
        end as birth_dates,
        case when has_common_postcode then 'same' else 'unknown' end as places
    from (
        select
            pairs.left_cluster_id,
            pairs.right_cluster_id,
            count(left_statements.first_name_spelling) > 0 as has_left_name,
            count(right_statements.first_name_spelling) > 0 as has_right_name,
            count(distinct left_statements.first_name_spelling) as left_name_count,
            count(distinct right_statements.first_name_spelling) as right_name_count,
            count(distinct case
                when left_statements.first_name_form = right_statements.first_name_form
                    then left_statements.first_name_spelling
            end) as common_left_name_count,
            count(distinct case
                when left_statements.first_name_form = right_statements.first_name_form
                    then right_statements.first_name_spelling
            end) as common_right_name_count,
            count(case
                when left_statements.first_name_form = right_statements.first_name_form then 1
            end) > 0 as has_common_first_name,
            count(case
                when
                    left_statements.first_name_form = right_statements.first_name_form
                    and left_statements.last_name_spelling = right_statements.last_name_spelling
                    then 1
            end) > 0 as has_common_name,
            count(distinct left_statements.birth_date) as left_birth_date_count,
            count(distinct right_statements.birth_date) as right_birth_date_count,
            count(distinct case
                when left_statements.birth_date = right_statements.birth_date
                    then left_statements.birth_date
            end) as common_birth_date_count,
            count(case
                when left_statements.postcode = right_statements.postcode then 1
            end) > 0 as has_common_postcode
        from {{ pairs }} as pairs
        left join {{ statements }} as left_statements
            on pairs.left_cluster_id = left_statements.cluster_id
        left join {{ statements }} as right_statements
            on pairs.right_cluster_id = right_statements.cluster_id
        group by pairs.left_cluster_id, pairs.right_cluster_id
    ) as compared
{%- endmacro %}

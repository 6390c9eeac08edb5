{# The answers that a form offers. Most stand in a seed; what the company sells and where follows
   its own catalogue, so that a new brand or shop is offered without anybody's doing. #}
with questions as (
    select * from {{ ref('questions') }}
),

question_options as (
    select * from {{ ref('question_options') }}
),

products as (
    select * from {{ ref('input__products') }}
),

stores as (
    select * from {{ ref('input__stores') }}
),

category_names as (
    select * from {{ ref('profiling_value_names') }}
    where value_set = 'category'
),

catalogue as (
    select
        'categories' as options_from,
        products.category as option_value,
        max(category_names.name_fr) as text_fr,
        max(category_names.name_en) as text_en
    from products
    left join category_names
        on products.category = category_names.trait_value
    where products.category is not null
    group by products.category

    union all

    select
        'brands' as options_from,
        brand as option_value,
        brand as text_fr,
        brand as text_en
    from products
    where brand is not null
    group by brand

    union all

    select
        'stores' as options_from,
        store_id as option_value,
        store_name as text_fr,
        store_name as text_en
    from stores
),

final as (
    select
        question_id,
        option_value,
        position as place,
        text_fr,
        text_en
    from question_options

    union all

    select
        questions.question_id,
        catalogue.option_value,
        cast(row_number() over (
            partition by questions.question_id
            order by
                coalesce(catalogue.text_fr, catalogue.option_value) asc nulls last,
                catalogue.option_value asc nulls last
        ) as integer) as place,
        coalesce(catalogue.text_fr, catalogue.option_value) as text_fr,
        coalesce(catalogue.text_en, catalogue.option_value) as text_en
    from questions
    inner join catalogue
        on questions.options_from = catalogue.options_from
)

select * from final

with links as (
    select * from {{ ref('int_identity__links') }}
),

-- For each identifier, the types of identifiers a registration has tied to it.
registered as (
    select
        left_id as identifier_id,
        right_type as tied_type
    from links
    where is_registration
    group by left_id, right_type
    union
    select
        right_id as identifier_id,
        left_type as tied_type
    from links
    where is_registration
    group by right_id, left_type
),

-- The account registered with one e-mail is not given another by a till or an order.
final as (
    select
        links.link_rank,
        links.left_id,
        links.right_id,
        'weak_against_registration' as rule
    from links
    left join registered as left_registered
        on links.left_id = left_registered.identifier_id
            and links.right_type = left_registered.tied_type
    left join registered as right_registered
        on links.right_id = right_registered.identifier_id
            and links.left_type = right_registered.tied_type
    where
        not links.is_registration
        and not links.is_forced
        and (
            left_registered.identifier_id is not null or right_registered.identifier_id is not null
        )
)

select * from final

-- What each submitted return says of the episodes of people whom the case system knows, item by item, under the number
-- that they have in the case system.
with submitted as (
    select * from {{ ref('stg_ssda903_submitted__episode') }}
),

child as (
    select * from {{ ref('int_person__submitted_child') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

item as (
    select * from {{ source('catalogue', 'return_items') }}
    where return_id = 'ssda903' and module = 'Episodes' and item <> 'CHILD'
),

line as (
    select
        submitted.*,
        person.lcs_person_id as known_child_id
    from submitted
    inner join child
        on submitted.local_authority_code = child.local_authority_code and submitted.child_id = child.child_id
    inner join person on {{ same_person('child', 'person') }}
    qualify row_number() over (
        partition by
            submitted.local_authority_code, submitted.collection_year, child.person_id, submitted.episode_start_date
        order by submitted.child_id
    ) = 1
),

final as (
    select
        line.local_authority_code,
        line.collection_year,
        line.known_child_id as child_id,
        line.episode_start_date,
        item.item,
        case item.item
            when 'DECOM' then {{ return_date('line.episode_start_date') }}
            when 'RNE' then line.start_reason_code
            when 'LS' then line.legal_status_code
            when 'CIN' then line.primary_need_code
            when 'PLACE' then line.placement_type_code
            when 'PLACE_PROVIDER' then line.placement_provider_code
            when 'DEC' then {{ return_date('line.episode_end_date') }}
            when 'REC' then line.end_reason_code
            when 'REASON_PLACE_CHANGE' then line.placement_change_reason_code
            when 'HOME_POST' then line.home_postcode
            when 'PL_POST' then line.placement_postcode
            when 'URN' then line.provider_urn
        end as value,
        line.load_id,
        line.row_number
    from line
    inner join item
        on
            (item.valid_from_year is null or line.collection_year >= item.valid_from_year)
            and (item.valid_to_year is null or line.collection_year <= item.valid_to_year)
)

select * from final

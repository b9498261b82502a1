with address as (
    select * from {{ ref('stg_lcs__address') }}
),

placement as (
    select * from {{ ref('stg_lcs__cla_placement') }}
),

known_postcode as (
    select local_authority_code, lcs_person_id, {{ postcode_key('postcode') }} as postcode from address
    union
    select local_authority_code, lcs_person_id, {{ postcode_key('placement_postcode') }} as postcode from placement
),

final as (
    select * from known_postcode
    where postcode is not null
)

select * from final

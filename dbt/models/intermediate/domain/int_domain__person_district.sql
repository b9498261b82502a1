-- Where somebody lives as far as the postcode tells: one that stands in no list, or in none of a district with a name,
-- is not told.
with homes as (
    select * from {{ ref('dom_housing') }}
    where home_postcode is not null
),

postcodes as (select * from {{ ref('stg_reference__postcode') }}),

authorities as (select * from {{ ref('stg_reference__authority') }}),

districts as (
    select
        postcodes.local_authority_code,
        {{ postcode_key('postcodes.postcode') }} as postcode_key,
        min(postcodes.district_code) as district_code
    from postcodes
    inner join authorities
        on
            postcodes.local_authority_code = authorities.local_authority_code
            and postcodes.district_code = authorities.district_code
    group by postcodes.local_authority_code, {{ postcode_key('postcodes.postcode') }}
),

final as (
    select
        homes.local_authority_code,
        homes.person_id,
        districts.district_code
    from homes
    inner join districts
        on
            homes.local_authority_code = districts.local_authority_code
            and {{ postcode_key('homes.home_postcode') }} = districts.postcode_key
)

select * from final

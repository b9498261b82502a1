-- A list of the authority's own postcodes alone cannot tell who is placed elsewhere; it is not used.
with postcode as (
    select * from {{ ref('stg_reference__postcode') }}
),

authority as (
    select * from {{ ref('stg_reference__authority') }}
),

listed as (
    select
        postcode.local_authority_code,
        {{ postcode_key('postcode.postcode') }} as postcode_key,
        min(authority.dfe_code) as dfe_code
    from postcode
    inner join authority
        on
            postcode.local_authority_code = authority.local_authority_code
            and postcode.district_code = authority.district_code
    where authority.dfe_code is not null
    group by postcode.local_authority_code, {{ postcode_key('postcode.postcode') }}
),

final as (
    select
        local_authority_code,
        postcode_key,
        dfe_code
    from listed
    qualify
        min(dfe_code) over (partition by local_authority_code)
        <> max(dfe_code) over (partition by local_authority_code)
)

select * from final

-- The return's own names are upper case. -- noqa: disable=RF06
with episode as (
    select * from {{ ref('int_return__episode') }}
),

final as (
    select
        local_authority_code,
        collection_year,
        child_id as "CHILD",
        episode_start_date as "DECOM",
        start_reason_code as "RNE",
        legal_status_code as "LS",
        primary_need_code as "CIN",
        placement_type_code as "PLACE",
        placement_provider_code as "PLACE_PROVIDER",
        episode_end_date as "DEC",
        end_reason_code as "REC",
        placement_change_reason_code as "REASON_PLACE_CHANGE",
        home_postcode as "HOME_POST",
        placement_postcode as "PL_POST",
        provider_urn as "URN"
    from episode
)

select * from final

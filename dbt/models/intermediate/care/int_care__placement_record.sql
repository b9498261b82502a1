-- Placements as known at as_at, by person. An end that cannot be one is taken as not recorded: care itself is ended by
-- the episodes, and of two placements the one that began last holds.
with placement as (
    select * from {{ ref('stg_lcs__cla_placement') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

submitted as (
    select * from {{ ref('int_care__submitted_statement') }}
    where unused_reason is null
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

final as (
    select
        placement.local_authority_code,
        lcs_person.person_id,
        placement.placement_id,
        placement.placement_start_date as start_date,
        case
            when placement.placement_end_date between placement.placement_start_date and run_settings.as_at
                then placement.placement_end_date
        end as end_date,
        placement.placement_type_code,
        placement.placement_provider_code,
        placement.provider_urn,
        placement.placement_postcode,
        case
            when placement.placement_end_date between placement.placement_start_date and run_settings.as_at
                then placement.placement_change_reason_code
        end as placement_change_reason_code,
        case
            when placement.placement_end_date < placement.placement_start_date then 'placement: end before start'
            when {{ has_unreadable(['clap_cla_placement_end_date']) }} then 'placement: end unreadable'
        end as placement_repair_reason,
        placement.load_id,
        placement.row_number
    from placement
    cross join run_settings
    inner join lcs_person
        on
            placement.local_authority_code = lcs_person.local_authority_code
            and placement.lcs_person_id = lcs_person.lcs_person_id
    where placement.placement_start_date <= run_settings.as_at
    union all
    select
        local_authority_code,
        person_id,
        record_key as placement_id,
        start_date,
        held_to_date as end_date,
        placement_type_code,
        placement_provider_code,
        provider_urn,
        placement_postcode,
        placement_change_reason_code,
        cast(null as varchar) as placement_repair_reason,
        load_id,
        row_number
    from submitted
)

select * from final

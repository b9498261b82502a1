-- The day on which a person's placements and legal statuses have all ended; no row while one lasts.
with record as (
    select
        local_authority_code,
        person_id,
        end_date,
        'placement' as kind
    from {{ ref('int_care__placement_record') }}
    union all
    select
        local_authority_code,
        person_id,
        end_date,
        'legal status' as kind
    from {{ ref('int_care__legal_status_record') }}
),

final as (
    select
        local_authority_code,
        person_id,
        max(end_date) as last_cover_date
    from record
    group by local_authority_code, person_id
    -- Both tables have to say so: one alone may be late.
    having bool_and(end_date is not null) and min(kind) <> max(kind)
)

select * from final

-- The date that counts where records differ: the case system's exact date, its estimate, then what a linked record of
-- another system says, so that an unreadable cell costs nobody their place in a cohort.
with source_record as (
    select * from {{ ref('int_person__source_record') }}
),

link as (
    select * from {{ ref('int_person__link') }}
),

ranked as (
    select
        link.local_authority_code,
        link.person_id,
        source_record.birth_date,
        source_record.is_birth_date_estimated,
        source_record.dataset,
        source_record.source_record_id,
        source_record.load_id,
        source_record.row_number,
        case
            when source_record.source <> 'lcs' then 3
            when source_record.is_birth_date_estimated then 2
            else 1
        end as preference,
        count(*) over (
            partition by
                link.local_authority_code, link.person_id, source_record.source = 'lcs', source_record.birth_date
        ) as agreeing_count
    from link
    inner join source_record
        on
            link.local_authority_code = source_record.local_authority_code
            and link.dataset = source_record.dataset
            and link.source_record_id = source_record.source_record_id
    where link.person_id is not null and source_record.birth_date is not null
),

final as (
    select
        local_authority_code,
        person_id,
        birth_date,
        is_birth_date_estimated,
        dataset,
        source_record_id,
        load_id,
        row_number
    from ranked
    qualify row_number() over (
        partition by local_authority_code, person_id
        order by preference asc, agreeing_count desc, source_record_id asc, dataset asc
    ) = 1
)

select * from final

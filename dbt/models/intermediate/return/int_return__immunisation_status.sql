-- What the case system and the health team say of a person's immunisations, and of which day that is: without a day of
-- its own, as with the health team's record, the day of the extract.
with immunisation as (
    select * from {{ ref('stg_lcs__cla_immunisation') }}
),

health_record as (
    select * from {{ ref('stg_health__health_record') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

bridge as (
    select * from {{ ref('bridge_person_source_record') }}
    where dataset = 'cla_health' and person_id is not null
),

final as (
    select
        immunisation.local_authority_code,
        lcs_person.person_id,
        coalesce(immunisation.immunisations_status_date, immunisation.extract_date) as status_date,
        immunisation.is_immunised,
        'ssd_cla_immunisations' as source_dataset,
        immunisation.load_id,
        immunisation.row_number
    from immunisation
    inner join lcs_person
        on
            immunisation.local_authority_code = lcs_person.local_authority_code
            and immunisation.lcs_person_id = lcs_person.lcs_person_id
    where immunisation.is_immunised is not null
    union all
    select
        health_record.local_authority_code,
        bridge.person_id,
        health_record.extract_date as status_date,
        health_record.is_immunised,
        'cla_health' as source_dataset,
        health_record.load_id,
        health_record.row_number
    from health_record
    inner join bridge
        on
            health_record.local_authority_code = bridge.local_authority_code
            and health_record.record_key = bridge.source_record_id
    where health_record.is_immunised is not null
)

select * from final

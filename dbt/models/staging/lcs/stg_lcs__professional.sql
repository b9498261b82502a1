-- Generated from the catalogue (seeds/); do not edit: run `wreath catalogue write`.
with source as (

    select * from {{ source('lcs', 'ssd_professionals') }}
    where is_current

),

final as (

    select
        local_authority_code,
        load_id,
        row_number,
        extract_date,
        record_key,
        unreadable_fields,
        prof_professional_id as professional_id,
        prof_staff_id as staff_id,
        prof_professional_name as professional_name,
        prof_social_worker_registration_no as social_work_england_id,
        prof_professional_job_title as professional_job_title,
        prof_professional_caseload as professional_caseload,
        prof_professional_department as professional_department,
        prof_full_time_equivalency as full_time_equivalency,
        prof_agency_worker_flag as is_agency_worker
    from source

)

select * from final

-- What the case system holds about a person; of several records the one that has a value and whose
-- number is smallest gives it: smallest as text, as CHILD is.
with person as (
    select * from {{ ref('stg_lcs__person') }}
),

lcs_record as (
    select * from {{ ref('int_person__lcs_record') }}
),

lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

final as (
    select
        lcs_person.local_authority_code,
        lcs_person.person_id,
        min(lcs_person.anchor_lcs_person_id) as lcs_person_id,
        min_by(person.forename, person.lcs_person_id) filter (where person.forename is not null) as forename,
        min_by(person.surname, person.lcs_person_id) filter (where person.surname is not null) as surname,
        min_by(person.sex_code, person.lcs_person_id) filter (where person.sex_code is not null) as sex_code,
        min_by(person.load_id, person.lcs_person_id) filter (where person.sex_code is not null) as sex_load_id,
        min_by(person.row_number, person.lcs_person_id) filter (where person.sex_code is not null) as sex_row_number,
        min_by(person.gender_code, person.lcs_person_id) filter (where person.gender_code is not null) as gender_code,
        min_by(person.ethnicity_code, person.lcs_person_id)
        filter (where person.ethnicity_code is not null) as ethnicity_code,
        min_by(person.load_id, person.lcs_person_id)
        filter (where person.ethnicity_code is not null) as ethnicity_load_id,
        min_by(person.row_number, person.lcs_person_id)
        filter (where person.ethnicity_code is not null) as ethnicity_row_number,
        min_by(lcs_record.upn, lcs_record.lcs_person_id) filter (where lcs_record.upn is not null) as upn,
        min_by(lcs_record.upn_load_id, lcs_record.lcs_person_id)
        filter (where lcs_record.upn is not null) as upn_load_id,
        min_by(lcs_record.upn_row_number, lcs_record.lcs_person_id)
        filter (where lcs_record.upn is not null) as upn_row_number,
        min_by(lcs_record.nhs_number, lcs_record.lcs_person_id)
        filter (where lcs_record.nhs_number is not null) as nhs_number,
        min_by(person.upn_unknown_code, person.lcs_person_id)
        filter (where person.upn_unknown_code is not null) as upn_unknown_code,
        min_by(person.load_id, person.lcs_person_id)
        filter (where person.upn_unknown_code is not null) as upn_unknown_load_id,
        min_by(person.row_number, person.lcs_person_id)
        filter (where person.upn_unknown_code is not null) as upn_unknown_row_number,
        min(person.death_date) as death_date,
        coalesce(bool_or(person.is_mother), false) as is_mother,
        coalesce(bool_or({{ has_unreadable(['pers_dob', 'pers_expected_dob']) }}), false) as has_unreadable_birth_date,
        coalesce(bool_or({{ has_unreadable(['pers_sex']) }}), false) as has_unreadable_sex,
        coalesce(bool_or({{ has_unreadable(['pers_ethnicity']) }}), false) as has_unreadable_ethnicity,
        min_by(lcs_record.row_dataset, lcs_record.lcs_person_id) as row_dataset,
        min_by(lcs_record.load_id, lcs_record.lcs_person_id) as load_id,
        min_by(lcs_record.row_number, lcs_record.lcs_person_id) as row_number
    from lcs_person
    inner join lcs_record
        on
            lcs_person.local_authority_code = lcs_record.local_authority_code
            and lcs_person.lcs_person_id = lcs_record.lcs_person_id
    left join person
        on
            lcs_person.local_authority_code = person.local_authority_code
            and lcs_person.lcs_person_id = person.lcs_person_id
    group by lcs_person.local_authority_code, lcs_person.person_id
)

select * from final

-- The first day by which a person is known to be dead, and the record that tells it: the date of death on any record of
-- the person, or a contact at which it was learnt.
with lcs_person as (
    select * from {{ ref('int_person__lcs_person') }}
),

person as (
    select * from {{ ref('stg_lcs__person') }}
),

contact as (
    select * from {{ ref('fct_care_leaver_contact') }}
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

died as (
    select
        lcs_person.local_authority_code,
        lcs_person.person_id,
        person.death_date,
        'ssd_person' as source_dataset,
        person.load_id,
        person.row_number
    from person
    cross join run_settings
    inner join lcs_person
        on
            person.local_authority_code = lcs_person.local_authority_code
            and person.lcs_person_id = lcs_person.lcs_person_id
    where person.death_date <= run_settings.as_at
    union all
    select
        local_authority_code,
        person_id,
        contact_date as death_date,
        source_dataset,
        load_id,
        row_number
    from contact
    where in_touch_code = 'DIED'
),

-- Of one day a record of the person before a contact.
final as (
    select * from died
    qualify row_number() over (
        partition by local_authority_code, person_id
        order by death_date asc, source_dataset desc, load_id asc, row_number asc
    ) = 1
)

select * from final

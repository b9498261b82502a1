-- The children of OC2 and which items are asked of them; nothing can be said of an age without a date of birth.
with continuously_looked_after as (
    select * from {{ ref('int_return__continuously_looked_after') }}
),

looked_after as (
    select * from {{ ref('int_return__looked_after') }}
),

final as (
    select
        continuously_looked_after.local_authority_code,
        continuously_looked_after.collection_year,
        continuously_looked_after.person_id,
        looked_after.child_id,
        looked_after.birth_date,
        continuously_looked_after.start_date,
        continuously_looked_after.known_to_date,
        {{ add_years('looked_after.birth_date', 4) }} <= continuously_looked_after.end_date
        and {{ add_years('looked_after.birth_date', 17) }} >= continuously_looked_after.start_date
            as is_of_questionnaire_age,
        {{ add_years('looked_after.birth_date', 5) }} > continuously_looked_after.end_date as is_under_five,
        {{ add_years('looked_after.birth_date', 10) }} <= continuously_looked_after.end_date as is_ten_or_over
    from continuously_looked_after
    inner join looked_after on {{ same_child('continuously_looked_after', 'looked_after') }}
)

select * from final

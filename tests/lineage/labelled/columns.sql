-- Labelled by hand. Relations: see SCHEMA in test_labelled.py.
-- case: a copied column and a renamed one
select person_id, forename as given_name from core.person
-- feeds person_id: core.person.person_id copied
-- feeds given_name: core.person.forename copied

-- case: import, one thought, final
with
person as (
    select * from core.person
),

named as (
    select
        person_id,
        upper(trim(surname)) as surname
    from person
),

final as (
    select * from named
)

select * from final
-- feeds person_id: core.person.person_id copied
-- feeds surname: core.person.surname derived

-- case: a star of one relation and columns of another
select code.*, person.sex
from core.code as code
inner join core.person as person on code.code = person.sex
-- feeds code: core.code.code copied
-- feeds label: core.code.label copied
-- feeds standard_code: core.code.standard_code copied
-- feeds sex: core.person.sex copied
-- decides every: core.code.code joined, core.person.sex joined

-- case: a star without some columns and with one replaced
select * exclude (label) replace (lower(standard_code) as standard_code) from core.code
-- feeds code: core.code.code copied
-- feeds standard_code: core.code.standard_code derived

-- case: a literal is there as often as there are rows
select person_id, 'lcs' as source, cast(null as date) as end_date, true as is_current from core.person
-- feeds person_id: core.person.person_id copied
-- decides source: core.person.person_id counted
-- decides end_date: core.person.person_id counted
-- decides is_current: core.person.person_id counted

-- case: an alias used by the next column
select
    extract(year from birth_date) as birth_year,
    birth_year + 18 as adult_year
from core.person
-- feeds birth_year: core.person.birth_date derived
-- feeds adult_year: core.person.birth_date derived

-- case: a column wins over an alias of the same name
select
    forename as surname,
    lower(surname) as surname_key
from core.person
-- feeds surname: core.person.forename copied
-- feeds surname_key: core.person.surname derived

-- case: a case that yields constants recodes what it tests
select case activity when 'F1' then 'education' when 'F4' then 'work' else 'other' end as activity_group
from core.contact
-- feeds activity_group: core.contact.activity recoded

-- case: a searched case on two columns derives from both
select case when activity = 'G4' then true when contact_kind = 'VISIT' then false end as is_ill
from core.contact
-- feeds is_ill: core.contact.activity derived, core.contact.contact_kind derived

-- case: a case that yields columns chooses, and what it tests decides
select
    case when contact_kind = 'VISIT' then activity else accommodation end as value,
    case when contact_kind = 'VISIT' then activity end as visited
from core.contact
-- feeds value: core.contact.activity chosen, core.contact.accommodation chosen
-- decides value: core.contact.contact_kind filtered
-- feeds visited: core.contact.activity derived
-- decides visited: core.contact.contact_kind filtered

-- case: the first that is known is chosen, with a default it is not
select
    coalesce(activity, accommodation) as either,
    coalesce(activity, 'unknown') as activity
from core.contact
-- feeds either: core.contact.activity chosen, core.contact.accommodation chosen
-- feeds activity: core.contact.activity derived

-- case: dates, casts, arithmetic and compiled macros
select
    date_diff('year', birth_date, contact_date) as age,
    cast(contact_date as varchar) as contact_text,
    cast(birth_date + to_days(cast(18 as integer)) as date) as later,
    nullif(regexp_replace(upper(person.postcode), '[^A-Z0-9]', '', 'g'), '') as postcode
from core.person as person
inner join core.contact as contact on person.person_id = contact.person_id
-- feeds age: core.person.birth_date derived, core.contact.contact_date derived
-- feeds contact_text: core.contact.contact_date derived
-- feeds later: core.person.birth_date derived
-- feeds postcode: core.person.postcode derived
-- decides every: core.person.person_id joined, core.contact.person_id joined

-- case: lists, structs, lambdas and comprehensions
select
    list_contains(needs, 'CARE_LEAVER') as has_need,
    list_filter(needs, need -> need <> postcode) as other_needs,
    [lower(need) for need in needs if need <> 'X'] as lower_needs,
    detail.outcome.code as outcome,
    {'opened': opened_date, 'closed': closed_date} as dates,
    needs[1] as first_need
from core.homeless
-- feeds has_need: core.homeless.needs derived, core.homeless.needs[CARE_LEAVER] derived
-- feeds other_needs: core.homeless.needs derived, core.homeless.postcode derived
-- feeds lower_needs: core.homeless.needs derived
-- feeds outcome: core.homeless.detail derived
-- feeds dates: core.homeless.opened_date derived, core.homeless.closed_date derived
-- feeds first_need: core.homeless.needs derived

-- case: a list looked into for one member, after it was copied, and for a member that only the data name
with
case_record as (
    select homeless.needs as named, homeless.postcode from core.homeless as homeless
)

select
    case when not list_contains(named, 'postcode') then postcode end as postcode,
    list_contains(named, postcode) as is_named
from case_record
where not list_contains(named, 'opened_date')
-- feeds postcode: core.homeless.postcode derived
-- decides postcode: core.homeless.needs filtered, core.homeless.needs[postcode] filtered
-- feeds is_named: core.homeless.needs derived, core.homeless.postcode derived
-- decides every: core.homeless.needs filtered, core.homeless.needs[opened_date] filtered

-- case: a condition as a value
select person_id in ('P1', 'P2') as is_picked, sex is null and birth_date < date '2000-01-01' as is_old
from core.person
-- feeds is_picked: core.person.person_id derived
-- feeds is_old: core.person.sex derived, core.person.birth_date derived

-- case: a code looked up in reference data is recoded, one of its own set is carried on
select
    case when contact.activity is not null then recode.to_code end as recoded,
    case
        when contact.contact_kind = 'VISIT' then contact.accommodation
        else case when contact.activity is not null then recode.to_code end
    end as mixed
from core.contact as contact
left join core.recode as recode on contact.activity = recode.from_code
-- feeds recoded: core.contact.activity recoded, core.recode.to_code recoded
-- feeds mixed: core.contact.accommodation chosen, core.contact.activity chosen, core.recode.to_code chosen
-- decides mixed: core.contact.contact_kind filtered
-- decides every: core.contact.activity joined, core.recode.from_code joined

-- case: a column made of looked-up reference data alone recodes the key it is looked up by
with
recode as (
    select * from core.recode where basis = 'published'
),

final as (
    select
        contact.person_id,
        coalesce(recode.to_code, unknown.to_code) as standard_code,
        coalesce(recode.to_code, contact.activity) as either
    from core.contact as contact
    left join recode on contact.activity = recode.from_code
    left join recode as unknown on unknown.from_code = 'U'
)

select * from final
-- feeds person_id: core.contact.person_id copied
-- feeds standard_code: core.recode.to_code chosen, core.contact.activity recoded
-- feeds either: core.recode.to_code chosen, core.contact.activity chosen
-- decides every: core.contact.activity joined, core.recode.from_code joined, core.recode.basis filtered

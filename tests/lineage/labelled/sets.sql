-- case: a union goes by position
select person_id, contact_date as fact_date, 'contact' as source from core.contact
union all
select case_person_id, opened_date, 'housing' from core.homeless
-- feeds person_id: core.contact.person_id copied, core.homeless.case_person_id copied
-- feeds fact_date: core.contact.contact_date copied, core.homeless.opened_date copied
-- decides source: core.contact.person_id counted, core.homeless.case_person_id counted

-- case: each side of a union keeps its own filter, and both decide
with
stacked as (
    select person_id, upper(activity) as code from core.contact where contact_kind = 'VISIT'
    union all
    select case_person_id, postcode from core.homeless
)

select code from stacked
-- feeds code: core.contact.activity derived, core.homeless.postcode copied
-- decides every: core.contact.contact_kind filtered

-- case: a union by name
select activity, person_id from core.contact
union all by name
select case_person_id as person_id, postcode from core.homeless
-- feeds activity: core.contact.activity copied
-- feeds person_id: core.contact.person_id copied, core.homeless.case_person_id copied
-- feeds postcode: core.homeless.postcode copied
-- decides activity: core.homeless.case_person_id counted
-- decides postcode: core.contact.person_id counted

-- case: the constant side of a union is there as often as its rows, but reference data are nobody's rows
with
stacked as (
    select person_id, activity as code, 'contact' as place from core.contact
    union all
    select person_id, null, 'person' from core.person where sex is not null
    union all
    select from_code, to_code, 'recode' from core.recode
)

select code, place from stacked
-- feeds code: core.contact.activity copied, core.recode.to_code copied
-- decides place: core.contact.person_id counted
-- decides every: core.person.sex filtered

-- case: a union of stars
with
both_codes as (
    select * from core.code
    union all
    select * from core.recode
)

select code, standard_code from both_codes
-- feeds code: core.code.code copied, core.recode.from_code copied
-- feeds standard_code: core.code.standard_code copied, core.recode.to_code copied

-- case: except takes away
select person_id from core.person
except
select person_id from core.contact
-- feeds person_id: core.person.person_id copied
-- decides every: core.contact.person_id filtered

-- case: one source wins over another by rank
with
stacked as (
    select person_id, activity as value, contact_date as value_date, 1 as source_rank from core.contact
    union all
    select case_person_id, postcode, opened_date, 2 from core.homeless
)

select person_id, value
from stacked
qualify row_number() over (partition by person_id order by source_rank, value_date desc) = 1
-- feeds person_id: core.contact.person_id chosen, core.homeless.case_person_id chosen
-- feeds value: core.contact.activity chosen, core.homeless.postcode chosen
-- decides every: core.contact.person_id partitioned, core.homeless.case_person_id partitioned
-- decides every: core.contact.contact_date ordered, core.homeless.opened_date ordered

-- case: a recursive query
with recursive
steps as (
    select person_id, 0 as step_number, birth_date as step_date from core.person
    union all
    select steps.person_id, steps.step_number + 1, contact.contact_date
    from steps
    inner join core.contact as contact on steps.person_id = contact.person_id
    where steps.step_number < 3
)

select * from steps
-- feeds person_id: core.person.person_id copied
-- feeds step_date: core.person.birth_date copied, core.contact.contact_date copied
-- decides every: core.person.person_id joined, core.contact.person_id joined

-- case: values and series
with
band as (
    select * from (values (17, 18), (19, 21)) as bands(first_age, last_age)
),

month as (
    select month_start from generate_series(date '2024-01-01', date '2024-12-01', interval 1 month) as m(month_start)
)

select band.first_age, month.month_start, person.person_id
from band
cross join month
cross join core.person as person
-- feeds person_id: core.person.person_id copied
-- decides first_age: core.person.person_id counted
-- decides month_start: core.person.person_id counted

-- case: a list made into rows
select homeless.case_person_id, needs.need
from core.homeless as homeless, unnest(homeless.needs) as needs(need)
-- feeds case_person_id: core.homeless.case_person_id copied
-- feeds need: core.homeless.needs derived
-- decides every: core.homeless.needs joined

-- case: a subquery in from
select latest.person_id, latest.last_date
from (select person_id, max(contact_date) as last_date from core.contact group by 1) as latest
-- feeds person_id: core.contact.person_id copied
-- feeds last_date: core.contact.contact_date aggregated
-- decides every: core.contact.person_id partitioned

-- case: a name reused by a later common table expression and nested ones
with
source_rows as (
    with inner_rows as (select person_id, sex from core.person)

    select person_id, sex as code from inner_rows
)

select code from source_rows
-- feeds code: core.person.sex copied

-- case: one side of a union looks its code up, the other has it
select recode.to_code as standard_code
from core.contact as contact
left join core.recode as recode on contact.activity = recode.from_code
union all
select case_person_id from core.homeless
-- feeds standard_code: core.recode.to_code copied, core.contact.activity recoded, core.homeless.case_person_id copied
-- decides every: core.contact.activity joined, core.recode.from_code joined

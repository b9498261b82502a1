-- case: a filter decides every column, a literal too
select person_id, 'x' as mark from core.contact where activity = 'F1' and contact_date > date '2024-04-01'
-- feeds person_id: core.contact.person_id copied
-- decides every: core.contact.activity filtered, core.contact.contact_date filtered

-- case: a filter on a derived column decides through its origins
with
aged as (
    select person_id, date_diff('year', birth_date, date '2026-03-31') as age from core.person
)

select person_id from aged where age between 17 and 25
-- feeds person_id: core.person.person_id copied
-- decides every: core.person.birth_date filtered

-- case: a left join
select person.person_id, code.label
from core.person as person
left join core.code as code on person.sex = code.code and code.standard_code is not null
-- feeds person_id: core.person.person_id copied
-- feeds label: core.code.label copied
-- decides every: core.person.sex joined, core.code.code joined, core.code.standard_code joined

-- case: rows filtered in a common table expression decide what joins to it
with
visit as (
    select person_id from core.contact where contact_kind = 'VISIT'
)

select person.surname
from core.person as person
inner join visit on person.person_id = visit.person_id
-- feeds surname: core.person.surname copied
-- decides every: core.contact.contact_kind filtered, core.person.person_id joined, core.contact.person_id joined

-- case: a semi join shows only its left side
select * from core.code semi join core.person on code.code = person.sex
-- feeds code: core.code.code copied
-- feeds label: core.code.label copied
-- feeds standard_code: core.code.standard_code copied
-- decides every: core.code.code joined, core.person.sex joined

-- case: an anti join
select code.code from core.code anti join core.person on code.code = person.sex
-- feeds code: core.code.code copied
-- decides every: core.code.code joined, core.person.sex joined

-- case: a membership test against a query
select surname from core.person where person_id in (select person_id from core.contact where activity = 'F1')
-- feeds surname: core.person.surname copied
-- decides every: core.person.person_id filtered, core.contact.person_id filtered, core.contact.activity filtered

-- case: an uncorrelated exists
select surname from core.person where exists (select activity from core.contact where contact_kind = 'VISIT')
-- feeds surname: core.person.surname copied
-- decides every: core.contact.activity filtered, core.contact.contact_kind filtered

-- case: one row chosen with qualify
select person_id, activity
from core.contact
qualify row_number() over (partition by person_id order by contact_date desc, load_id) = 1
-- feeds person_id: core.contact.person_id chosen
-- feeds activity: core.contact.activity chosen
-- decides every: core.contact.person_id partitioned, core.contact.contact_date ordered, core.contact.load_id ordered

-- case: one row chosen by a row number made before
with
ranked as (
    select *, row_number() over (partition by person_id order by contact_date desc) as contact_rank
    from core.contact
)

select person_id, activity from ranked where contact_rank = 1
-- feeds person_id: core.contact.person_id chosen
-- feeds activity: core.contact.activity chosen
-- decides every: core.contact.person_id partitioned, core.contact.contact_date ordered

-- case: a filter on an alias and qualify on an alias
select person_id, upper(activity) as code, rank() over (order by contact_date) as place
from core.contact
where code = 'F1'
qualify place <= 3
-- feeds person_id: core.contact.person_id chosen
-- feeds code: core.contact.activity chosen
-- decides every: core.contact.activity filtered, core.contact.contact_date ordered

-- case: distinct on
select distinct on (person_id) person_id, activity from core.contact order by person_id, contact_date desc
-- feeds person_id: core.contact.person_id chosen
-- feeds activity: core.contact.activity chosen
-- decides every: core.contact.person_id partitioned, core.contact.person_id ordered, core.contact.contact_date ordered

-- case: an order alone decides nothing, with a limit it does
with
latest as (
    select contact_date from core.contact order by load_id limit 1
)

select contact_date from latest order by contact_date
-- feeds contact_date: core.contact.contact_date chosen
-- decides every: core.contact.load_id ordered

-- case: having filters groups
select person_id from core.contact group by person_id having count(*) > 2 and max(contact_date) > date '2024-01-01'
-- feeds person_id: core.contact.person_id copied
-- decides every: core.contact.person_id partitioned, core.contact.contact_date filtered

-- case: a cross join with one row of settings
with
setting as (
    select as_at_date from landing.run_settings
)

select contact.person_id, contact.contact_date <= setting.as_at_date as is_past
from core.contact as contact
cross join setting
-- feeds person_id: core.contact.person_id copied
-- feeds is_past: core.contact.contact_date derived, landing.run_settings.as_at_date derived

-- case: a relation joined only for its rows decides by its first column
select contact.activity from core.contact as contact cross join landing.run_settings
-- feeds activity: core.contact.activity copied
-- decides every: landing.run_settings.as_at_date counted

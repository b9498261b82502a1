-- case: counts and sums by group
select
    sex,
    count(*) as people_count,
    count(distinct postcode) as postcodes_count,
    max(birth_date) as youngest
from core.person
group by sex
-- feeds sex: core.person.sex copied
-- feeds postcodes_count: core.person.postcode aggregated
-- feeds youngest: core.person.birth_date aggregated
-- decides every: core.person.sex partitioned

-- case: a count of everything is decided by the rows alone
with
person as (
    select * from core.person
)

select count(*) as people_count from person
-- decides people_count: core.person.person_id counted

-- case: counting rows that meet a condition is made of the condition, a filtered sum is not
select
    count(*) filter (where activity = 'F1') as learning_count,
    count(activity) filter (where contact_kind = 'VISIT') as visited_count
from core.contact
-- feeds learning_count: core.contact.activity aggregated
-- decides learning_count:
-- feeds visited_count: core.contact.activity aggregated
-- decides visited_count: core.contact.contact_kind filtered

-- case: group by all, and by an expression
select date_trunc('month', contact_date) as month_start, count(activity) as contacts_count
from core.contact
group by all
-- feeds month_start: core.contact.contact_date derived
-- feeds contacts_count: core.contact.activity aggregated
-- decides every: core.contact.contact_date partitioned

-- case: a value picked by another
select
    arg_max(activity, contact_date) as last_activity,
    first(accommodation order by load_id) as first_accommodation,
    any_value(contact_kind) as some_kind
from core.contact
group by person_id
-- feeds last_activity: core.contact.activity chosen
-- decides last_activity: core.contact.contact_date ordered
-- feeds first_accommodation: core.contact.accommodation chosen
-- decides first_accommodation: core.contact.load_id ordered
-- feeds some_kind: core.contact.contact_kind chosen
-- decides every: core.contact.person_id partitioned

-- case: lists and text put together in an order
select
    list(activity order by contact_date) as activities,
    string_agg(accommodation, ', ' order by load_id) as accommodations
from core.contact
-- feeds activities: core.contact.activity aggregated
-- decides activities: core.contact.contact_date ordered
-- feeds accommodations: core.contact.accommodation aggregated
-- decides accommodations: core.contact.load_id ordered

-- case: quantiles and whether any
select
    quantile_cont(closed_date - opened_date, 0.5) as middle_days,
    percentile_cont(0.5) within group (order by opened_date) as middle_date,
    bool_or(postcode is null) as has_no_postcode
from core.homeless
-- feeds middle_days: core.homeless.closed_date aggregated, core.homeless.opened_date aggregated
-- feeds middle_date: core.homeless.opened_date aggregated
-- feeds has_no_postcode: core.homeless.postcode aggregated

-- case: windows
select
    person_id,
    lag(activity) over (partition by person_id order by contact_date) as previous_activity,
    sum(cast(accommodation = 'B' as integer)) over (partition by person_id) as b_count,
    row_number() over (partition by activity order by load_id) as place
from core.contact
-- feeds person_id: core.contact.person_id copied
-- feeds previous_activity: core.contact.activity chosen
-- decides previous_activity: core.contact.person_id partitioned, core.contact.contact_date ordered
-- feeds b_count: core.contact.accommodation aggregated
-- decides b_count: core.contact.person_id partitioned
-- decides place: core.contact.activity partitioned, core.contact.load_id ordered

-- case: a named window
select max(contact_date) over earlier as last_date, first_value(activity) over earlier as first_activity
from core.contact
window earlier as (partition by person_id order by load_id)
-- feeds last_date: core.contact.contact_date aggregated
-- feeds first_activity: core.contact.activity chosen
-- decides every: core.contact.person_id partitioned, core.contact.load_id ordered

-- case: a scalar subquery that stands alone
select
    person_id,
    (select max(contact_date) from core.contact where activity = 'F1') as last_learning
from core.person
-- feeds person_id: core.person.person_id copied
-- feeds last_learning: core.contact.contact_date aggregated
-- decides last_learning: core.contact.activity filtered, core.person.person_id counted

-- case: gaps and islands
with
marked as (
    select
        person_id,
        opened_date,
        case
            when opened_date > lag(closed_date) over (partition by person_id order by opened_date) then 1
            else 0
        end as is_new
    from core.spell
),

numbered as (
    select
        person_id,
        opened_date,
        sum(is_new) over (partition by person_id order by opened_date) as spell_number
    from marked
),

final as (
    select person_id, spell_number, min(opened_date) as start_date from numbered group by person_id, spell_number
)

select * from final
-- feeds person_id: core.spell.person_id copied
-- feeds spell_number: core.spell.opened_date aggregated, core.spell.closed_date aggregated
-- feeds start_date: core.spell.opened_date aggregated
-- decides every: core.spell.person_id partitioned, core.spell.opened_date ordered
-- decides every: core.spell.opened_date partitioned, core.spell.closed_date partitioned

-- case: an indicator over a cohort
with
cohort as (
    select person_id, date_diff('year', birth_date, date '2026-03-31') as age from core.person
),

activity as (
    select person_id, activity from core.contact
),

final as (
    select
        cohort.person_id,
        case
            when cohort.age between 19 and 21 then coalesce(activity.activity in ('F1', 'F2', 'F4'), false)
        end as is_engaged
    from cohort
    left join activity on cohort.person_id = activity.person_id
)

select * from final
-- feeds person_id: core.person.person_id copied
-- feeds is_engaged: core.contact.activity derived
-- decides is_engaged: core.person.birth_date filtered
-- decides every: core.person.person_id joined, core.contact.person_id joined

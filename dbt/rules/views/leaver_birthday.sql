-- One row per row of OC3 with details of somebody aged 17 or 18 at the end of the year: the birthday they had in it.
with age as (
    select threshold('leaver_age_from') as years
    union all
    select threshold('adult_age') as years
)

select
    oc3.row_id,
    oc3.child,
    birthday(oc3.dob, age.years) as birthday
from oc3
cross join age
where
    coalesce(oc3.in_touch, oc3.activ, oc3.accom) is not null
    and birthday(oc3.dob, age.years) <= collection_end()
    and birthday(oc3.dob, age.years + 1) > collection_end()

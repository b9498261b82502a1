with ended as (
    select
        child,
        decom,
        rec,
        coalesce(ls in (select code from codes('short_break')), false) as is_short_break,
        lead(decom) over (partition by child order by decom) is null as is_latest,
        coalesce(dec, case when is_latest then collection_end() end) as ended_on
    from episode_on_record
),

person as (
    select
        child,
        min(dob) as dob
    from header
    group by child
),

care as (
    select
        oc3.row_id,
        person.dob,
        ended.is_latest,
        ended.rec,
        ended.is_short_break,
        ended.ended_on - greatest(ended.decom, birthday(person.dob, threshold('leaver_care_age'))) as days,
        ended.ended_on - greatest(ended.decom, birthday(person.dob, threshold('leaver_later_care_age'))) as later_days
    from oc3
    left join person on oc3.child = person.child
    -- Without a date of birth no care is shown to count.
    left join ended on oc3.child = ended.child and person.dob is not null
),

leaver as (
    select
        row_id,
        dob,
        bool_or(is_latest and rec in (select code from codes('adopted'))) as was_adopted,
        coalesce(sum(days) filter (where days > 0 and not is_short_break), 0) as days,
        coalesce(sum(later_days) filter (where later_days > 0 and not is_short_break), 0) as later_days
    from care
    group by row_id, dob
)

select
    'OC3' as module,
    row_id
from leaver
where
    was_adopted
    or (
        coalesce(birthday(dob, threshold('leaver_care_shown_to_age')) > collection_end(), true)
        and (days < threshold('care_days_after_14') or later_days < threshold('leaver_later_care_days'))
    )

-- One row per row of this year's Header or UASC: the child's status and its last day in this year and the year before.
with this_year as (
    select
        'Header' as module,
        row_id,
        child
    from header
    union all
    select
        'UASC' as module,
        row_id,
        child
    from uasc
)

select
    this_year.module,
    this_year.row_id,
    uasc_status.uasc,
    uasc.duc,
    uasc.duc_text,
    previous_uasc_status.uasc as last_uasc,
    previous_uasc.duc as last_duc,
    previous_uasc.dob as last_dob
from this_year
left join uasc_status on this_year.child = uasc_status.child
left join uasc on this_year.child = uasc.child
left join previous_uasc_status on this_year.child = previous_uasc_status.child
left join previous_uasc on this_year.child = previous_uasc.child

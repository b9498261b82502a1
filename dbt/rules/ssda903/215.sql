with told_twice as (
    select
        oc3.row_id as oc3_row,
        oc2.row_id as oc2_row
    from oc3
    inner join oc2 on oc3.child = oc2.child
    where
        coalesce(oc3.in_touch, oc3.activ, oc3.accom) is not null
        and coalesce(
            oc2.convicted, oc2.health_check, oc2.immunisations, oc2.teeth_check, oc2.health_assessment,
            oc2.substance_misuse, oc2.intervention_received, oc2.intervention_offered
        ) is not null
)

select
    'OC3' as module,
    oc3_row as row_id
from told_twice
union all
select
    'OC2' as module,
    oc2_row as row_id
from told_twice

select
    'OC2' as module,
    row_id
from oc2
where
    convicted not in (select code from codes('BOOL01'))
    or health_check not in (select code from codes('BOOL01'))
    or immunisations not in (select code from codes('BOOL01'))
    or teeth_check not in (select code from codes('BOOL01'))
    or health_assessment not in (select code from codes('BOOL01'))
    or substance_misuse not in (select code from codes('BOOL01'))
    or intervention_received not in (select code from codes('BOOL01'))
    or intervention_offered not in (select code from codes('BOOL01'))

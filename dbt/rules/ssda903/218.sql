-- PL_LA has a code of its own only outside England, where Ofsted registers nobody.
select
    'Episodes' as module,
    row_id
from episodes
where
    urn is null
    and (dec_text is null or dec >= threshold_date('urn_asked_from'))
    and (place in (select code from codes('placement_without_urn'))) is not true
    and (pl_la in (select code from codes('PL_LA'))) is not true

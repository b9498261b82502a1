select
    'OC3' as module,
    oc3.row_id
from oc3
inner join header on oc3.child = header.child
where
    oc3.accom in (select code from codes('former_foster_carer'))
    and birthday(header.dob, threshold('leaver_age_from')) between collection_start() and collection_end()

-- The school year that counts began on 1 September before the collection year.
select
    'Header' as module,
    row_id
from header
where
    upn = 'UN1'
    and birthday(dob, threshold('school_age'))
    < collection_start() - to_months(cast(threshold('school_year_lead_months') as integer))

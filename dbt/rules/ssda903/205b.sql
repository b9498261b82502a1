-- Of a status that goes on, last year could only tell the 18th birthday as its end, or nothing yet.
select
    module,
    row_id
from unaccompanied_both_years
where
    uasc = '1'
    and last_uasc = '1'
    and (
        (last_duc is not null and last_duc is distinct from birthday(last_dob, threshold('adult_age')))
        or (duc is distinct from last_duc and not coalesce(duc between collection_start() and collection_end(), false))
    )

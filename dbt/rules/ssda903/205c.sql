select
    module,
    row_id
from unaccompanied_both_years
where
    coalesce(uasc, '0') = '0'
    and coalesce(last_uasc, '0') = '0'
    and coalesce(duc, last_duc) is not null

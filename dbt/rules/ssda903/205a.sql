-- Only an end within last year explains that the status is gone; then there is none to tell this year.
select
    module,
    row_id
from unaccompanied_both_years
where
    uasc is distinct from '1'
    and last_uasc = '1'
    and (
        duc_text is not null
        or last_duc is null
        or last_duc < collection_start() - interval 1 year
        or last_duc > collection_end() - interval 1 year
    )

-- Dates are compared as dates, and only what is no date by its letters.
select
    'Header' as module,
    header.row_id
from header
inner join previous_header on header.child = previous_header.child
where
    previous_header.mc_dob_text is not null
    and coalesce(cast(header.mc_dob as varchar), header.mc_dob_text)
    is distinct from coalesce(cast(previous_header.mc_dob as varchar), previous_header.mc_dob_text)

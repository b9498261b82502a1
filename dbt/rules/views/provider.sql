-- One row per entry of the Ofsted list of providers.
select
    nullif(upper(trim(urn)), '') as urn,
    place_codes,
    provider_codes,
    replace(upper(postcode), ' ', '') as postcode,
    coalesce(read_date(reg_end), try_cast(reg_end as date)) as reg_end,
    la_code_inferred
from providers

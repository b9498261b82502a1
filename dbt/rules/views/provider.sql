-- One row per entry of the Ofsted list of providers.
select
    nullif(upper(trim(urn)), '') as urn,
    string_split(replace(upper(place_codes), ' ', ''), ',') as place_codes,
    string_split(replace(upper(provider_codes), ' ', ''), ',') as provider_codes,
    replace(upper(postcode), ' ', '') as postcode,
    coalesce(read_date(reg_end), try_cast(reg_end as date)) as reg_end,
    la_code_inferred
from providers

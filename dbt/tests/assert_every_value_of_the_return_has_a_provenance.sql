-- Each item of each line of the return stands in the provenance with the value that the return gives, and names the
-- row of the load it was read from, unless it is said of somebody whom no contact tells about.
-- The return's own names are upper case. -- noqa: disable=RF06
with returned as (
    {{ returned_values({
        "Header": ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"],
        "Episodes": [
            "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
            "HOME_POST", "PL_POST", "URN"
        ],
        "OC3": ["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"],
    }) }}
),

traced as (
    select * from {{ ref('ssda903__provenance') }}
)

select
    coalesce(returned.local_authority_code, traced.local_authority_code) as local_authority_code,
    coalesce(returned.collection_year, traced.collection_year) as collection_year,
    coalesce(returned.module, traced.module) as module,
    coalesce(returned.child_id, traced."CHILD") as child_id,
    coalesce(returned.line, traced.line) as line,
    coalesce(returned.item, traced.item) as item,
    returned.value,
    traced.value as traced_value,
    traced.load_id,
    traced.rule
from returned
full outer join traced
    on
        returned.local_authority_code = traced.local_authority_code
        and returned.collection_year = traced.collection_year
        and returned.module = traced.module
        and returned.child_id = traced."CHILD"
        and returned.line = traced.line
        and returned.item = traced.item
where
    returned.item is null
    or traced.item is null
    or returned.value is distinct from traced.value
    or (
        traced.value is not null
        and traced.rule not in ('dead: DIED and zeros', 'no contact in the window: NO and zeros')
        and (traced.source_dataset is null or traced.load_id is null or traced.row_number is null)
    )

-- Item IMMUNISATIONS: the latest status by the end of the year. Systems keep no older one, so that the earliest after
-- the year may be all that is known of it.
with child as (
    select * from {{ ref('int_return__oc2_child') }}
),

immunisation as (
    select * from {{ ref('int_return__immunisation_status') }}
),

arrived as (
    select local_authority_code
    from {{ ref('int_landing__arrived_dataset') }}
    where dataset in ('ssd_cla_immunisations', 'cla_health')
    group by local_authority_code
),

run_settings as (
    select * from {{ source('landing', 'run_settings') }}
),

dated as (
    select
        child.local_authority_code,
        child.collection_year,
        child.person_id,
        immunisation.status_date,
        immunisation.status_date <= child.known_to_date as is_by_end_of_year,
        immunisation.is_immunised,
        immunisation.source_dataset,
        immunisation.load_id,
        immunisation.row_number
    from child
    cross join run_settings
    inner join immunisation on {{ same_person('child', 'immunisation') }}
    where immunisation.status_date <= run_settings.as_at
),

chosen as (
    select * from dated
    qualify row_number() over (
        partition by local_authority_code, collection_year, person_id
        order by
            is_by_end_of_year desc,
            case when is_by_end_of_year then status_date end desc,
            status_date asc,
            source_dataset desc, load_id desc, row_number desc
    ) = 1
),

final as (
    select
        child.local_authority_code,
        child.collection_year,
        child.person_id,
        'IMMUNISATIONS' as item,
        true as is_asked,
        case when chosen.is_immunised then '1' when not chosen.is_immunised then '0' end as immunisations_item,
        chosen.source_dataset,
        chosen.load_id,
        chosen.row_number,
        case
            when chosen.is_by_end_of_year then 'latest status by the end of the year'
            when not chosen.is_by_end_of_year then 'earliest status after the year'
            else 'no status recorded: blank'
        end as rule,
        case
            when chosen.person_id is null and arrived.local_authority_code is null then 'the source has not arrived'
            when chosen.person_id is null then 'not recorded'
        end as incomplete_reason
    from child
    left join chosen on {{ same_child('child', 'chosen') }}
    left join arrived on child.local_authority_code = arrived.local_authority_code
)

select * from final

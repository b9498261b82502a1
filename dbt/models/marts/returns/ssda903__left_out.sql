-- The return's own names are upper case. -- noqa: disable=RF06
with oc3 as (
    select * from {{ ref('int_return__oc3_left_out') }}
    union all
    select * from {{ ref('int_return__oc3_incomplete') }}
),

header as (
    select * from {{ ref('int_return__header_notice') }}
),

episodes as (
    select * from {{ ref('int_return__episodes_notice') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

notice as (
    select
        local_authority_code,
        collection_year,
        'OC3' as module,
        person_id,
        '' as line,
        item,
        kind,
        reason
    from oc3
    union all
    select
        local_authority_code,
        collection_year,
        'Header' as module,
        person_id,
        '' as line,
        item,
        kind,
        reason
    from header
    union all
    select
        local_authority_code,
        collection_year,
        'Episodes' as module,
        person_id,
        line,
        'all' as item,
        kind,
        reason
    from episodes
),

final as (
    select
        notice.local_authority_code,
        notice.collection_year,
        notice.module,
        notice.person_id,
        person.lcs_person_id as "CHILD",
        notice.line,
        notice.item,
        notice.kind,
        notice.reason
    from notice
    inner join person on {{ same_person('notice', 'person') }}
)

select * from final

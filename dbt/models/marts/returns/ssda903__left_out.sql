-- The return's own names are upper case. -- noqa: disable=RF06
with notice as (
    {{ of_every_module("notice", ["person_id", "line", "item", "kind", "reason"]) }}
    union all
    select
        local_authority_code,
        collection_year,
        module,
        person_id,
        line,
        item,
        kind,
        reason
    from {{ ref('int_return__code_notice') }}
    union all
    select
        local_authority_code,
        collection_year,
        module,
        person_id,
        line,
        item,
        kind,
        reason
    from {{ ref('int_return__missing_source') }}
    union all
    select
        local_authority_code,
        collection_year,
        module,
        person_id,
        line,
        item,
        kind,
        reason
    from {{ ref('int_return__held_back_row') }}
    union all
    select
        local_authority_code,
        collection_year,
        module,
        person_id,
        line,
        item,
        kind,
        reason
    from {{ ref('int_return__future_record') }}
),

person as (
    select * from {{ ref('dim_person') }}
),

-- A record of nobody we know has no child: its number alone says which it is.
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
    left join person on {{ same_person('notice', 'person') }}
)

select * from final

-- A rule links a record only where it finds one person, and where the other system numbers persons, only when that
-- person is found by no second record of it: an ambiguous pair is no evidence.
with

source_record as (

    select * from {{ ref('int_person__source_record') }}

),

pair as (

    select * from {{ ref('int_person__pair') }}

),

lcs_person as (

    select * from {{ ref('int_person__lcs_person') }}

),

person_pair as (

    select
        pair.local_authority_code,
        pair.source,
        pair.dataset,
        pair.source_record_id,
        lcs_person.person_id,
        pair.rule_id,
        min(pair.rule_order) as rule_order,
        min(pair.lcs_person_id) as linked_lcs_person_id
    from pair
    inner join lcs_person
        on
            pair.local_authority_code = lcs_person.local_authority_code
            and pair.lcs_person_id = lcs_person.lcs_person_id
    group by
        pair.local_authority_code, pair.source, pair.dataset, pair.source_record_id, lcs_person.person_id, pair.rule_id

),

counted as (

    select
        *,
        count(*) over (
            partition by local_authority_code, dataset, source_record_id, rule_id
        ) as person_count,
        count(*) over (
            partition by local_authority_code, dataset, person_id, rule_id
        ) as record_count
    from person_pair

),

-- One person may have many housing cases, applications and tenancies, and several case-system records.
unambiguous as (

    select * from counted
    where person_count = 1 and (record_count = 1 or source in ('housing', 'lcs') or rule_id = 'lcs_person_id')
    qualify row_number() over (
        partition by local_authority_code, dataset, source_record_id
        order by rule_order, rule_id
    ) = 1

),

final as (

    select
        source_record.local_authority_code,
        source_record.source,
        source_record.dataset,
        source_record.source_record_id,
        coalesce(lcs_person.person_id, unambiguous.person_id) as person_id,
        case
            when lcs_person.lcs_person_id = lcs_person.anchor_lcs_person_id then 'case_system_number'
            else unambiguous.rule_id
        end as link_rule_id,
        case
            when lcs_person.lcs_person_id = lcs_person.anchor_lcs_person_id then 0
            else unambiguous.rule_order
        end as link_rule_order,
        coalesce(unambiguous.linked_lcs_person_id, lcs_person.lcs_person_id) as linked_lcs_person_id,
        source_record.load_id,
        source_record.row_number
    from source_record
    left join lcs_person
        on
            source_record.source = 'lcs'
            and source_record.local_authority_code = lcs_person.local_authority_code
            and source_record.source_record_id = lcs_person.lcs_person_id
    left join unambiguous
        on
            source_record.local_authority_code = unambiguous.local_authority_code
            and source_record.dataset = unambiguous.dataset
            and source_record.source_record_id = unambiguous.source_record_id

)

select * from final

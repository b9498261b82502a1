-- Case-system records that are one person, directly or through a third, share the smallest number among them:
-- smallest as text, which is how CHILD is chosen and how numbers such as 990-12 and A7 can be compared at all.
with recursive

lcs_record as (
    select * from {{ ref('int_person__lcs_record') }}
),

pair as (
    select
        pair.local_authority_code,
        lcs_record.lcs_person_id as from_id,
        anchor_record.lcs_person_id as to_id
    from {{ ref('int_person__pair') }} as pair
    inner join lcs_record
        on
            pair.local_authority_code = lcs_record.local_authority_code
            and pair.source_record_id = lcs_record.lcs_person_id
    inner join lcs_record as anchor_record
        on
            pair.local_authority_code = anchor_record.local_authority_code
            and pair.anchor_source_record_id = anchor_record.lcs_person_id
    where pair.source = 'lcs' and pair.anchor_source = 'lcs'
),

edge as (
    select
        local_authority_code,
        from_id,
        to_id
    from pair
    union
    select
        local_authority_code,
        to_id as from_id,
        from_id as to_id
    from pair
),

reached as (
    select
        local_authority_code,
        from_id as lcs_person_id,
        to_id as reached_id
    from edge
    union
    select
        reached.local_authority_code,
        reached.lcs_person_id,
        edge.to_id as reached_id
    from reached
    inner join edge
        on reached.local_authority_code = edge.local_authority_code and reached.reached_id = edge.from_id
),

smallest as (
    select
        local_authority_code,
        lcs_person_id,
        min(reached_id) as anchor_lcs_person_id
    from reached
    group by local_authority_code, lcs_person_id
),

final as (
    select
        lcs_record.local_authority_code,
        'ssd_person' as dataset,
        lcs_record.lcs_person_id,
        coalesce(smallest.anchor_lcs_person_id, lcs_record.lcs_person_id) as anchor_lcs_person_id,
        'P' || coalesce(smallest.anchor_lcs_person_id, lcs_record.lcs_person_id) as person_id
    from lcs_record
    left join smallest
        on
            lcs_record.local_authority_code = smallest.local_authority_code
            and lcs_record.lcs_person_id = smallest.lcs_person_id
)

select * from final

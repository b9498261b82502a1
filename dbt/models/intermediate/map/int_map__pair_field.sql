-- The pairs of fields whose values of one concept are compared: each two that said something of anybody.
with said as (select * from {{ ref('int_map__value') }}),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

cohort as (select * from {{ ref('int_domain__cohort') }}),

people as (
    select
        local_authority_code,
        count(*) as people_count
    from cohort
    group by local_authority_code
),

fields as (
    select
        local_authority_code,
        concept_id,
        source,
        dataset,
        field,
        count(*) filter (where not is_unreadable) as recorded_count,
        count(*) filter (where is_unreadable) as unreadable_count
    from said
    group by local_authority_code, concept_id, source, dataset, field
),

ranked as (
    select
        fields.*,
        people.people_count - fields.recorded_count - fields.unreadable_count as not_recorded_count,
        coalesce(survivorship.rank, 99) as survivorship_rank,
        survivorship.reason
    from fields
    inner join people on fields.local_authority_code = people.local_authority_code
    left join survivorship
        on fields.concept_id = survivorship.concept_id and fields.dataset = survivorship.dataset
),

final as (
    select
        a.local_authority_code,
        a.concept_id || ' ' || a.dataset || '.' || a.field || ' ' || b.dataset || '.' || b.field as pair_id,
        a.concept_id,
        a.source as a_source,
        a.dataset as a_dataset,
        a.field as a_field,
        a.recorded_count as a_recorded_count,
        a.unreadable_count as a_unreadable_count,
        a.not_recorded_count as a_not_recorded_count,
        b.source as b_source,
        b.dataset as b_dataset,
        b.field as b_field,
        b.recorded_count as b_recorded_count,
        b.unreadable_count as b_unreadable_count,
        b.not_recorded_count as b_not_recorded_count,
        case
            when a.survivorship_rank < b.survivorship_rank then 'a'
            when b.survivorship_rank < a.survivorship_rank then 'b'
            else 'fresher'
        end as survivor,
        case
            when a.survivorship_rank < b.survivorship_rank then a.reason
            when b.survivorship_rank < a.survivorship_rank then b.reason
            else 'No order is laid down between the two: the fresher is taken.'
        end as survivor_reason
    from ranked as a
    inner join ranked as b
        on
            a.local_authority_code = b.local_authority_code
            and a.concept_id = b.concept_id
            and a.dataset || '.' || a.field < b.dataset || '.' || b.field
)

select * from final

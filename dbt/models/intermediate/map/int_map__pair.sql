with said as (select * from {{ ref('int_map__value') }}),

pairs as (select * from {{ ref('int_map__pair_field') }}),

final as (
    select
        pairs.local_authority_code,
        pairs.pair_id,
        a.person_id,
        a.value as a_value,
        b.value as b_value,
        a.is_unreadable or b.is_unreadable as is_unreadable,
        {{ dbt.datediff('b.evidence_date', 'a.evidence_date', 'day') }} as a_fresher_days
    from pairs
    inner join said as a
        on
            pairs.local_authority_code = a.local_authority_code
            and pairs.concept_id = a.concept_id
            and pairs.a_dataset = a.dataset
            and pairs.a_field = a.field
    inner join said as b
        on
            pairs.local_authority_code = b.local_authority_code
            and pairs.concept_id = b.concept_id
            and pairs.b_dataset = b.dataset
            and pairs.b_field = b.field
            and a.person_id = b.person_id
)

select * from final

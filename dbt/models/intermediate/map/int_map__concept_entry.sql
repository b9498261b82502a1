-- An entry is repeated where the same person's same concept was entered that year in a dataset that is preferred to it.
with entries as (select * from {{ ref('int_map__entry') }}),

recording_fields as (select * from {{ ref('int_domain__recording_field') }}),

fields as (
    select * from {{ source('catalogue', 'fields') }}
    where capture = 'typed'
),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

typed as (
    select
        recording_fields.concept_id,
        recording_fields.dataset,
        coalesce(min(survivorship.rank), 99) as survivorship_rank
    from recording_fields
    inner join fields on recording_fields.dataset = fields.dataset and recording_fields.field = fields.field
    left join survivorship
        on
            recording_fields.concept_id = survivorship.concept_id
            and recording_fields.dataset = survivorship.dataset
    group by recording_fields.concept_id, recording_fields.dataset
),

final as (
    select
        entries.local_authority_code,
        entries.collection_year,
        typed.concept_id,
        entries.dataset,
        entries.record_key,
        entries.valid_from_date,
        entries.person_id,
        entries.person_id is not null
        and typed.survivorship_rank > min(typed.survivorship_rank) over (
            partition by entries.local_authority_code, entries.collection_year, typed.concept_id, entries.person_id
        ) as is_repeated
    from entries
    inner join typed on entries.dataset = typed.dataset
)

select * from final

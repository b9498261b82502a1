-- An entry is repeated where the same person's same concept was entered that year in a dataset that is preferred to it,
-- and the fields are said to hold the same thing: what contradicts nothing repeats nothing.
with recording_fields as (select * from {{ ref('int_domain__recording_field') }}),

fields as (
    select * from {{ source('catalogue', 'fields') }}
    where capture = 'typed'
),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

comparable as (
    select concept_id from {{ source('catalogue', 'concept_comparisons') }}
    where is_comparable
),

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

-- Entries of one person in one dataset are alike: all of them are repeated or none is.
entries as (
    select
        local_authority_code,
        collection_year,
        dataset,
        person_id,
        count(*) as entries_count
    from {{ ref('int_map__entry') }}
    group by local_authority_code, collection_year, dataset, person_id
),

preferred as (
    select
        entries.local_authority_code,
        entries.collection_year,
        entries.person_id,
        typed.concept_id,
        min(typed.survivorship_rank) as survivorship_rank
    from entries
    inner join typed on entries.dataset = typed.dataset
    inner join comparable on typed.concept_id = comparable.concept_id
    where entries.person_id is not null
    group by entries.local_authority_code, entries.collection_year, entries.person_id, typed.concept_id
),

judged as (
    select
        entries.local_authority_code,
        entries.collection_year,
        entries.dataset,
        entries.person_id,
        typed.concept_id,
        entries.entries_count,
        coalesce(typed.survivorship_rank > preferred.survivorship_rank, false) as is_repeated
    from entries
    inner join typed on entries.dataset = typed.dataset
    left join preferred
        on
            entries.local_authority_code = preferred.local_authority_code
            and entries.collection_year = preferred.collection_year
            and entries.person_id = preferred.person_id
            and typed.concept_id = preferred.concept_id
),

-- A record that speaks to several concepts is one entry of the whole.
spoken as (
    select
        local_authority_code,
        collection_year,
        concept_id,
        dataset,
        entries_count,
        is_repeated
    from judged
    union all
    select
        local_authority_code,
        collection_year,
        'all' as concept_id,
        dataset,
        min(entries_count) as entries_count,
        bool_or(is_repeated) as is_repeated
    from judged
    group by local_authority_code, collection_year, dataset, person_id
),

final as (
    select
        local_authority_code,
        collection_year,
        concept_id,
        dataset,
        cast(sum(entries_count) as bigint) as entries_count,
        cast(coalesce(sum(entries_count) filter (where is_repeated), 0) as bigint) as repeated_count
    from spoken
    group by local_authority_code, collection_year, concept_id, dataset
)

select * from final

-- The ten commonest disagreements of each pair whose agreement is shown.
with cells as (
    select * from {{ ref('int_map__pair_cell') }}
    where a_value <> b_value
),

pairs as (
    select * from {{ ref('map_duplication_pair') }}
    where status = 'shown'
),

comparisons as (
    select * from {{ source('catalogue', 'concept_comparisons') }}
    where are_values_shown
),

-- Those that are too few for showing, and how many people they are together.
ranked as (
    select
        cells.local_authority_code,
        cells.pair_id,
        pairs.concept_id,
        cells.a_value,
        cells.b_value,
        cells.people_count,
        row_number() over common as place,
        count(*) filter (where cells.people_count >= {{ fewest_people_shown() }}) over whole as many_count,
        coalesce(sum(cells.people_count) filter (where cells.people_count < {{ fewest_people_shown() }}) over whole, 0)
            as few_people_count
    from cells
    inner join pairs on cells.local_authority_code = pairs.local_authority_code and cells.pair_id = pairs.pair_id
    inner join comparisons on pairs.concept_id = comparisons.concept_id
    window
        whole as (partition by cells.local_authority_code, cells.pair_id),
        common as (
            partition by cells.local_authority_code, cells.pair_id
            order by cells.people_count desc, cells.a_value asc, cells.b_value asc
        )
),

-- What is hidden must not come out as the difference from all who differ: then the last to be shown is hidden too.
final as (
    select
        local_authority_code,
        pair_id,
        concept_id,
        place,
        a_value,
        b_value,
        people_count as people_count_shown
    from ranked
    where
        people_count >= {{ fewest_people_shown() }}
        and place <= 10
        and (place < many_count or not {{ is_few('few_people_count') }})
)

select * from final

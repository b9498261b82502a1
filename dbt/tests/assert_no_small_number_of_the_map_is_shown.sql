-- No number of the map is of 1 to 5 people or entries, none comes out as the difference of two that are shown, and what
-- is hidden shows nothing at all.
with pairs as (select * from {{ ref('map_duplication_pair') }}),

disagreements as (select * from {{ ref('map_disagreement') }}),

burden as (select * from {{ ref('map_burden') }}),

burden_fields as (select * from {{ ref('map_burden_field') }}),

differing as (
    select
        pairs.local_authority_code,
        pairs.pair_id,
        pairs.both_count_shown - pairs.agree_count_shown - sum(disagreements.people_count_shown) as left_over
    from pairs
    inner join disagreements
        on
            pairs.local_authority_code = disagreements.local_authority_code
            and pairs.pair_id = disagreements.pair_id
    group by pairs.local_authority_code, pairs.pair_id, pairs.both_count_shown, pairs.agree_count_shown
),

final as (
    select pair_id as place
    from pairs
    where
        {{ is_few('a_recorded_count_shown') }}
        or {{ is_few('a_unreadable_count_shown') }}
        or {{ is_few('a_not_recorded_count_shown') }}
        or {{ is_few('b_recorded_count_shown') }}
        or {{ is_few('b_unreadable_count_shown') }}
        or {{ is_few('b_not_recorded_count_shown') }}
        or {{ is_few('both_count_shown') }}
        or {{ is_few('agree_count_shown') }}
        or {{ is_few('both_count_shown - agree_count_shown') }}
        or {{ is_few('a_recorded_count_shown - both_count_shown') }}
        or {{ is_few('b_recorded_count_shown - both_count_shown') }}
        or (status <> 'shown' and coalesce(both_count_shown, agree_share, kappa, kappa_low) is not null)
        or (status = 'shown' and (both_count_shown is null or agree_share is null))
    union all
    select pair_id as place
    from disagreements
    where people_count_shown < {{ fewest_people_shown() }}
    union all
    select pair_id as place
    from differing
    where {{ is_few('left_over') }}
    union all
    select concept_id as place
    from burden
    where
        {{ is_few('entries_count_shown') }}
        or {{ is_few('repeated_count_shown') }}
        or {{ is_few('entries_count_shown - repeated_count_shown') }}
    union all
    select field as place
    from burden_fields
    where entries_count_shown < {{ fewest_people_shown() }}
)

select * from final

-- No count of 1 to 5 people and no complement of one is shown of any group, and what is hidden is hidden whole.
with silences as (

    select * from {{ ref('map_silence') }}

),

final as (

    select
        local_authority_code,
        concept_id,
        breakdown,
        group_id
    from silences
    where
        {{ is_few('cohort_count_shown') }}
        or {{ is_few('out_of_scope_count_shown') }}
        or {{ is_few('asked_count_shown') }}
        or {{ is_few('recorded_count_shown') }}
        or {{ is_few('unreadable_count_shown') }}
        or {{ is_few('not_recorded_count_shown') }}
        or {{ is_few('asked_count_shown - recorded_count_shown') }}
        or (
            status = 'c'
            and coalesce(
                out_of_scope_count_shown, asked_count_shown, recorded_count_shown, unreadable_count_shown,
                not_recorded_count_shown, share_pct, share_low_pct, share_high_pct, rest_share_pct
            ) is not null
        )
        or (status = 'c' and coalesce(is_recorded_for_few, is_silent) is not null)
        or (is_silent and rest_share_pct is null)

)

select * from final

with silences as (
    select * from {{ ref('map_silence') }}
),

few as (
    select
        local_authority_code,
        'recorded_for_few' as gap_kind,
        concept_id as subject_id,
        label,
        domain_id,
        'Recorded for ' || {{ share_in_words() }} || '.' as message,
        concept_id,
        {{ share_measures() }}
    from silences
    where breakdown = 'all' and is_recorded_for_few
),

silent as (
    select
        local_authority_code,
        'silent_group' as gap_kind,
        concept_id || ' ' || breakdown || ' ' || group_id as subject_id,
        label || ': ' || lower(group_label) as label,
        domain_id,
        'Recorded for ' || {{ share_in_words() }} || ', and for '
        || cast(round(rest_share_pct) as integer) || '% of everybody else.' as message,
        concept_id,
        {{ share_measures() }}
    from silences
    where breakdown <> 'all' and is_silent
),

final as (
    select * from few
    union all
    select * from silent
)

select * from final

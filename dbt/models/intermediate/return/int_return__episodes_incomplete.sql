-- Items that Episodes asks for (the catalogue's `required`) and that the records behind the line do not give.
-- URN is not among them: whether it is asked for depends on where the placement is, which is not known here.
with blank as (
    select * from {{ ref('int_return__episodes_provenance') }}
    where value is null
),

episode as (
    select * from {{ ref('int_return__episode') }}
),

-- Only of a child who never was an unaccompanied asylum seeker are postcodes asked for (rule 392b of the return).
asylum_seeker as (
    select
        local_authority_code,
        person_id
    from {{ ref('int_return__uasc_record') }}
    where status_fault is null and person_id is not null
    group by local_authority_code, person_id
),

unreadable as (
    select * from {{ ref('int_return__episodes_unreadable') }}
),

final as (
    select
        episode.local_authority_code,
        episode.collection_year,
        episode.person_id,
        blank.line,
        blank.item,
        'incomplete' as kind,
        case when unreadable.item is not null then 'unreadable' else 'not recorded' end as reason
    from blank
    inner join episode
        on
            blank.local_authority_code = episode.local_authority_code
            and blank.collection_year = episode.collection_year
            and blank.child_id = episode.child_id
            and blank.line = cast(episode.episode_start_date as varchar)
    left join asylum_seeker on {{ same_person('episode', 'asylum_seeker') }}
    left join unreadable
        on
            blank.load_id = unreadable.load_id
            and blank.row_number = unreadable.row_number
            and blank.item = unreadable.item
    where
        blank.item in ('RNE', 'LS', 'CIN', 'PLACE')
        or (
            blank.item = 'PLACE_PROVIDER'
            and not {{ is_placement_without_provider('episode.placement_type_code') }}
        )
        or (blank.item = 'REC' and episode.episode_end_date is not null)
        or (
            blank.item in ('HOME_POST', 'PL_POST')
            and not episode.is_short_break
            and asylum_seeker.person_id is null
        )
)

select * from final

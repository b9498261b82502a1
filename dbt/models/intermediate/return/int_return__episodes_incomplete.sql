-- Items that Episodes asks for (the catalogue's `required`) and that the records behind the line do not give.
-- URN is asked for of a placement in England that Ofsted inspects (rule 218 of the return), never in short breaks (rule
-- 214); a placement whose postcode no list has counts as in England. REASON_PLACE_CHANGE is asked for where another
-- placement follows and neither is a temporary one (rule 225).
with blank as (
    select * from {{ ref('int_return__episodes_provenance') }}
    where value is null
),

episode as (
    select
        *,
        lead(start_reason_code) over child as next_start_reason_code,
        lead(placement_type_code) over child as next_placement_type_code
    from {{ ref('int_return__episode') }}
    window child as (
        partition by local_authority_code, collection_year, person_id
        order by episode_start_date
    )
),

uninspected as (
    select * from {{ source('catalogue', 'uninspected_placements') }}
),

-- Codes of districts begin with the letter of the country: S, W, N of those outside England.
abroad as (
    select
        local_authority_code,
        {{ postcode_key('postcode') }} as postcode_key
    from {{ ref('stg_reference__postcode') }}
    where district_code not like 'E%'
    group by local_authority_code, {{ postcode_key('postcode') }}
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
    left join uninspected
        on
            episode.placement_type_code = uninspected.code
            and (uninspected.valid_from_year is null or episode.collection_year >= uninspected.valid_from_year)
            and (uninspected.valid_to_year is null or episode.collection_year <= uninspected.valid_to_year)
    left join abroad
        on
            episode.local_authority_code = abroad.local_authority_code
            and {{ postcode_key('episode.placement_postcode') }} = abroad.postcode_key
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
        or (
            blank.item = 'URN'
            and not episode.is_short_break
            and uninspected.code is null
            and abroad.postcode_key is null
        )
        or (
            blank.item = 'REASON_PLACE_CHANGE'
            and episode.end_reason_code = 'X1'
            and episode.next_start_reason_code in ('P', 'B', 'T', 'U')
            and not {{ is_temporary_placement('episode.placement_type_code') }}
            and not {{ is_temporary_placement('episode.next_placement_type_code') }}
        )
)

select * from final

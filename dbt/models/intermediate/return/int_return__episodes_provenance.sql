with episode as (
    select * from {{ ref('int_return__episode') }}
),

-- A load is of one dataset: the case system's, or a return submitted earlier.
load as (
    select * from {{ source('landing', 'loads') }}
),

-- Which of the records behind an episode gives each item, and by what rule where that is always the same.
item as (
    select * from (
        values
        ('CHILD', 'episode', 'smallest case-system number of the person'),
        ('DECOM', 'episode', 'day on which placement or legal status changed, or care began'),
        ('RNE', 'episode', 'as recorded on the day'),
        ('LS', 'legal status', 'legal status that began last'),
        ('CIN', 'episode', 'need when the period of care began'),
        ('PLACE', 'placement', 'placement that began last'),
        ('PLACE_PROVIDER', 'placement', 'placement that began last; none if temporary'),
        ('DEC', 'ending episode', 'end in the year'),
        ('REC', 'ending episode', 'as recorded'),
        ('REASON_PLACE_CHANGE', 'ending placement', 'placement that ends, where a lasting one follows'),
        ('HOME_POST', 'home postcode', 'home when the period of care began'),
        ('PL_POST', 'placement', 'placement that began last; none in short breaks'),
        ('URN', 'placement', 'placement that began last; none in short breaks')
    ) as items (item, record_kind, rule)
),

found as (
    select
        episode.local_authority_code,
        episode.collection_year,
        episode.child_id,
        cast(episode.episode_start_date as varchar) as line,
        item.item,
        case item.item
            when 'CHILD' then episode.child_id
            when 'DECOM' then {{ return_date('episode.episode_start_date') }}
            when 'RNE' then episode.start_reason_code
            when 'LS' then episode.legal_status_code
            when 'CIN' then episode.primary_need_code
            when 'PLACE' then episode.placement_type_code
            when 'PLACE_PROVIDER' then episode.placement_provider_code
            when 'DEC' then {{ return_date('episode.episode_end_date') }}
            when 'REC' then episode.end_reason_code
            when 'REASON_PLACE_CHANGE' then episode.placement_change_reason_code
            when 'HOME_POST' then episode.home_postcode
            when 'PL_POST' then episode.placement_postcode
            when 'URN' then episode.provider_urn
        end as value,
        case
            when item.record_kind in ('episode', 'ending episode') then 'ssd_cla_episodes'
            when item.record_kind in ('placement', 'ending placement') then 'ssd_cla_placement'
            when item.record_kind = 'legal status' then 'ssd_legal_status'
            when item.record_kind = 'home postcode' then 'lcs_903_items'
        end as usual_dataset,
        case item.record_kind
            when 'episode' then episode.episode_load_id
            when 'ending episode' then episode.ending_episode_load_id
            when 'placement' then episode.placement_load_id
            when 'ending placement' then episode.ending_placement_load_id
            when 'legal status' then episode.legal_status_load_id
            when 'home postcode' then episode.home_postcode_load_id
        end as load_id,
        case item.record_kind
            when 'episode' then episode.episode_row_number
            when 'ending episode' then episode.ending_episode_row_number
            when 'placement' then episode.placement_row_number
            when 'ending placement' then episode.ending_placement_row_number
            when 'legal status' then episode.legal_status_row_number
            when 'home postcode' then episode.home_postcode_row_number
        end as row_number,
        case
            when item.item = 'RNE' and episode.is_start_reason_derived then 'from what changed on the day'
            when item.item = 'REC' and episode.end_reason_code = 'X1' then 'care goes on'
            when item.item = 'DEC' then coalesce(episode.repair_reason, item.rule)
            else item.rule
        end as rule
    from episode
    cross join item
),

final as (
    select
        found.local_authority_code,
        found.collection_year,
        found.child_id,
        found.line,
        found.item,
        found.value,
        coalesce(load.dataset, found.usual_dataset) as source_dataset,
        found.load_id,
        found.row_number,
        found.rule
    from found
    left join load on found.load_id = load.load_id
)

select * from final

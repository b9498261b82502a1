with

episode as (

    select * from {{ ref('int_return__episode') }}

),

final as (

    select
        local_authority_code, collection_year, child_id, episode_start_date, 'CHILD' as item, child_id as value,
        'ssd_cla_episodes' as source_dataset, episode_load_id as load_id, episode_row_number as row_number,
        'smallest case-system number of the person' as rule
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'DECOM',
        {{ return_date('episode_start_date') }}, 'ssd_cla_episodes', episode_load_id, episode_row_number,
        'day on which placement or legal status changed, or care began'
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'RNE', start_reason_code,
        'ssd_cla_episodes', episode_load_id, episode_row_number,
        case when is_start_reason_derived then 'from what changed on the day' else 'as recorded' end
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'LS', legal_status_code,
        'ssd_legal_status', legal_status_load_id, legal_status_row_number, 'legal status that began last'
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'CIN', primary_need_code,
        'ssd_cla_episodes', episode_load_id, episode_row_number, 'need when the period of care began'
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'PLACE', placement_type_code,
        'ssd_cla_placement', placement_load_id, placement_row_number, 'placement that began last'
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'PLACE_PROVIDER', placement_provider_code,
        'ssd_cla_placement', placement_load_id, placement_row_number, 'placement that began last; none if temporary'
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'DEC',
        {{ return_date('episode_end_date') }}, 'ssd_cla_episodes', ending_episode_load_id, ending_episode_row_number,
        coalesce(repair_reason, 'end in the year')
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'REC', end_reason_code,
        'ssd_cla_episodes', ending_episode_load_id, ending_episode_row_number,
        case when end_reason_code = 'X1' then 'care goes on' else 'as recorded' end
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'REASON_PLACE_CHANGE',
        placement_change_reason_code, 'ssd_cla_placement', ending_placement_load_id, ending_placement_row_number,
        'reason of the placement that ends, where a lasting one follows'
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'HOME_POST', home_postcode,
        'lcs_903_items', home_postcode_load_id, home_postcode_row_number, 'home when the period of care began'
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'PL_POST', placement_postcode,
        'ssd_cla_placement', placement_load_id, placement_row_number, 'placement that began last; none in short breaks'
    from episode
    union all
    select
        local_authority_code, collection_year, child_id, episode_start_date, 'URN', provider_urn,
        'ssd_cla_placement', placement_load_id, placement_row_number, 'placement that began last; none in short breaks'
    from episode

)

select * from final

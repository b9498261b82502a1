-- Cells of the records behind Episodes that hold something unreadable: an item that is blank because of one is not one
-- that nobody recorded. Postcodes are text, which is always readable.
with final as (
    select
        load_id,
        row_number,
        'CIN' as item
    from {{ ref('stg_lcs__cla_episode') }}
    where {{ has_unreadable(['clae_cla_primary_need_code']) }}
    union all
    select
        load_id,
        row_number,
        'REC' as item
    from {{ ref('stg_lcs__cla_episode') }}
    where {{ has_unreadable(['clae_cla_episode_ceased_reason']) }}
    union all
    select
        load_id,
        row_number,
        'LS' as item
    from {{ ref('stg_lcs__legal_status') }}
    where {{ has_unreadable(['lega_legal_status']) }}
    union all
    select
        load_id,
        row_number,
        'PLACE' as item
    from {{ ref('stg_lcs__cla_placement') }}
    where {{ has_unreadable(['clap_cla_placement_type']) }}
    union all
    select
        load_id,
        row_number,
        'PLACE_PROVIDER' as item
    from {{ ref('stg_lcs__cla_placement') }}
    where {{ has_unreadable(['clap_cla_placement_provider']) }}
    union all
    select
        load_id,
        row_number,
        'LS' as item
    from {{ ref('stg_ssda903_submitted__episode') }}
    where {{ has_unreadable(['ls']) }}
    union all
    select
        load_id,
        row_number,
        'CIN' as item
    from {{ ref('stg_ssda903_submitted__episode') }}
    where {{ has_unreadable(['cin']) }}
    union all
    select
        load_id,
        row_number,
        'PLACE' as item
    from {{ ref('stg_ssda903_submitted__episode') }}
    where {{ has_unreadable(['place']) }}
    union all
    select
        load_id,
        row_number,
        'PLACE_PROVIDER' as item
    from {{ ref('stg_ssda903_submitted__episode') }}
    where {{ has_unreadable(['place_provider']) }}
    union all
    select
        load_id,
        row_number,
        'REC' as item
    from {{ ref('stg_ssda903_submitted__episode') }}
    where {{ has_unreadable(['rec']) }}
    union all
    select
        load_id,
        row_number,
        'REASON_PLACE_CHANGE' as item
    from {{ ref('stg_lcs__cla_placement') }}
    where {{ has_unreadable(['clap_cla_placement_change_reason']) }}
)

select * from final

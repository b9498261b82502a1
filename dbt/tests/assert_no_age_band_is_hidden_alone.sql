-- The bands of a rolling year add up to its total, so a band hidden alone could be had by difference.
with series as (

    select * from {{ ref('rpt_indicator_series') }}

),

counted as (

    select
        local_authority_code,
        indicator_id,
        period_end_date,
        count_if(age_band = 'all' and status = 'shown') as totals_shown_count,
        count_if(age_band <> 'all' and status = 'c') as bands_hidden_count,
        count_if(age_band <> 'all' and status = 'shown') as bands_shown_count
    from series
    where period_kind = 'rolling_year'
    group by local_authority_code, indicator_id, period_end_date

),

final as (

    select *
    from counted
    where totals_shown_count = 1 and bands_hidden_count = 1 and bands_shown_count > 0

)

select * from final

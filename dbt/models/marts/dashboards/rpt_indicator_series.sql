with cells as (select * from {{ ref('int_indicator__cell') }}),

judged as (
    select
        *,
        {{ is_small('numerator', 'denominator') }} as is_hidden
    from cells
),

placed as (
    -- The total stands at 0, then the bands in the order in which they are hidden.
    select
        *,
        count_if(is_hidden and age_band <> 'all') over (
            partition by local_authority_code, indicator_id, period_kind, period_end_date
        ) as hidden_bands_count,
        row_number() over (
            partition by local_authority_code, indicator_id, period_kind, period_end_date
            order by
                (age_band = 'all') desc, is_hidden desc, (denominator > 0) desc, denominator asc, age_band asc
        ) - 1 as place
    from judged
),

differenced as (
    -- What the total leaves over when the bands after this one are shown and taken from it.
    select
        *,
        max(case when age_band = 'all' then numerator end) over (
            partition by local_authority_code, indicator_id, period_kind, period_end_date
        ) - coalesce(sum(numerator) over (
            partition by local_authority_code, indicator_id, period_kind, period_end_date
            order by place rows between 1 following and unbounded following
        ), 0) as left_numerator,
        max(case when age_band = 'all' then denominator end) over (
            partition by local_authority_code, indicator_id, period_kind, period_end_date
        ) - coalesce(sum(denominator) over (
            partition by local_authority_code, indicator_id, period_kind, period_end_date
            order by place rows between 1 following and unbounded following
        ), 0) as left_denominator
    from placed
),

compared as (
    -- The fewest bands to hide so that no small number is left over; one band hidden alone is its own difference.
    select
        *,
        coalesce(min(
            case
                when
                    place >= hidden_bands_count
                    and place <> 1
                    and not {{ is_small('left_numerator', 'left_denominator') }}
                    then place
            end
        ) over (
            partition by local_authority_code, indicator_id, period_kind, period_end_date
        ), hidden_bands_count) as bands_to_hide_count
    from differenced
),

classed as (
    select
        *,
        case
            when is_period_empty then 'x'
            when denominator = 0 then 'z'
            when is_hidden then 'c'
            when place between 1 and bands_to_hide_count then 'c'
            else 'shown'
        end as status
    from compared
),

final as (
    select
        local_authority_code,
        indicator_id,
        period_kind,
        period_end_date,
        age_band,
        case when status = 'shown' then numerator end as numerator_shown,
        case when status = 'shown' then denominator end as denominator_shown,
        case when status = 'shown' then round(100.0 * numerator / denominator, 1) end as value_shown,
        status
    from classed
)

select * from final

-- Small numbers are hidden here; what they leave over in other groups is hidden when the copy without persons is made.
with counts as (select * from {{ ref('int_indicator__group_count') }}),

codes as (select * from {{ source('catalogue', 'codes') }}),

districts as (select * from {{ ref('stg_reference__authority') }}),

judged as (
    select
        *,
        case when {{ is_small('numerator', 'denominator') }} then 'c' else 'shown' end as status
    from counts
),

final as (
    select
        judged.local_authority_code,
        judged.indicator_id,
        judged.period_end_date,
        judged.breakdown,
        judged.group_id,
        coalesce(codes.label, districts.authority_name, judged.group_id) as group_label,
        codes.provenance_line as position,
        case when judged.status = 'shown' then judged.numerator end as numerator_shown,
        case when judged.status = 'shown' then judged.denominator end as denominator_shown,
        case when judged.status = 'shown' then round(100.0 * judged.numerator / judged.denominator, 1) end
            as value_shown,
        judged.status
    from judged
    left join codes on judged.code_set = codes.code_set and judged.group_id = codes.code
    left join districts
        on
            judged.local_authority_code = districts.local_authority_code
            and judged.breakdown = 'district'
            and judged.group_id = districts.district_code
)

select * from final

with pairs as (select * from {{ ref('int_map__pair_field') }}),

people as (
    select * from {{ ref('int_map__pair') }}
    where not is_unreadable
),

kappas as (select * from {{ ref('int_map__pair_kappa') }}),

counted as (
    select
        local_authority_code,
        pair_id,
        count(*) as both_count,
        count(a_fresher_days) as dated_count,
        median(a_fresher_days) as a_fresher_days
    from people
    group by local_authority_code, pair_id
),

final as (
    select
        pairs.local_authority_code,
        pairs.pair_id,
        pairs.concept_id,
        pairs.a_source,
        pairs.a_dataset,
        pairs.a_field,
        pairs.a_recorded_count,
        pairs.a_unreadable_count,
        pairs.a_not_recorded_count,
        pairs.b_source,
        pairs.b_dataset,
        pairs.b_field,
        pairs.b_recorded_count,
        pairs.b_unreadable_count,
        pairs.b_not_recorded_count,
        pairs.survivor,
        pairs.survivor_reason,
        coalesce(counted.both_count, 0) as both_count,
        coalesce(counted.dated_count, 0) as dated_count,
        counted.a_fresher_days,
        coalesce(kappas.agree_count, 0) as agree_count,
        round(kappas.agree_count / kappas.both_count, 4) as agree_share,
        round({{ wilson_low('kappas.agree_count', 'kappas.both_count') }}, 4) as agree_share_low,
        round({{ wilson_high('kappas.agree_count', 'kappas.both_count') }}, 4) as agree_share_high,
        kappas.kappa,
        -- A variance of nought says that the large-sample formula has nothing to go by, not that kappa is certain.
        case
            when kappas.kappa_error > 0 then greatest(round(kappas.kappa - 1.96 * kappas.kappa_error, 4), -1)
        end as kappa_low,
        case
            when kappas.kappa_error > 0 then least(round(kappas.kappa + 1.96 * kappas.kappa_error, 4), 1)
        end as kappa_high
    from pairs
    left join counted on pairs.local_authority_code = counted.local_authority_code and pairs.pair_id = counted.pair_id
    left join kappas on pairs.local_authority_code = kappas.local_authority_code and pairs.pair_id = kappas.pair_id
)

select * from final

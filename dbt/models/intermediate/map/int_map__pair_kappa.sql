-- Cohen's kappa of each pair and its variance in large samples (see the doc block map__kappa).
with cells as (
    select
        *,
        sum(people_count) over (partition by local_authority_code, pair_id) as both_count
    from {{ ref('int_map__pair_cell') }}
),

a_shares as (
    select
        local_authority_code,
        pair_id,
        a_value as value,
        sum(people_count / both_count) as share
    from cells
    group by local_authority_code, pair_id, a_value
),

b_shares as (
    select
        local_authority_code,
        pair_id,
        b_value as value,
        sum(people_count / both_count) as share
    from cells
    group by local_authority_code, pair_id, b_value
),

-- How often the two would agree if neither knew of the other.
chances as (
    select
        a_shares.local_authority_code,
        a_shares.pair_id,
        sum(a_shares.share * coalesce(b_shares.share, 0)) as chance_share
    from a_shares
    left join b_shares
        on
            a_shares.local_authority_code = b_shares.local_authority_code
            and a_shares.pair_id = b_shares.pair_id
            and a_shares.value = b_shares.value
    group by a_shares.local_authority_code, a_shares.pair_id
),

totals as (
    select
        cells.local_authority_code,
        cells.pair_id,
        sum(cells.people_count) as both_count,
        coalesce(sum(cells.people_count) filter (where cells.a_value = cells.b_value), 0) as agree_count,
        any_value(chances.chance_share) as chance_share
    from cells
    inner join chances
        on cells.local_authority_code = chances.local_authority_code and cells.pair_id = chances.pair_id
    group by cells.local_authority_code, cells.pair_id
),

-- Where both always hold one and the same value, chance explains all and kappa has no meaning.
kappas as (
    select
        *,
        case
            when chance_share < 1 - 1e-9
                then (agree_count / both_count - chance_share) / (1 - chance_share)
        end as kappa
    from totals
),

terms as (
    select
        cells.local_authority_code,
        cells.pair_id,
        sum(
            cells.people_count / cells.both_count * case
                when cells.a_value = cells.b_value
                    then power(1 - (own_a.share + own_b.share) * (1 - kappas.kappa), 2)
                else power((1 - kappas.kappa) * (coalesce(crossed_b.share, 0) + coalesce(crossed_a.share, 0)), 2)
            end
        ) as spread
    from cells
    inner join kappas
        on cells.local_authority_code = kappas.local_authority_code and cells.pair_id = kappas.pair_id
    inner join a_shares as own_a
        on
            cells.local_authority_code = own_a.local_authority_code
            and cells.pair_id = own_a.pair_id
            and cells.a_value = own_a.value
    inner join b_shares as own_b
        on
            cells.local_authority_code = own_b.local_authority_code
            and cells.pair_id = own_b.pair_id
            and cells.b_value = own_b.value
    left join b_shares as crossed_b
        on
            cells.local_authority_code = crossed_b.local_authority_code
            and cells.pair_id = crossed_b.pair_id
            and cells.a_value = crossed_b.value
    left join a_shares as crossed_a
        on
            cells.local_authority_code = crossed_a.local_authority_code
            and cells.pair_id = crossed_a.pair_id
            and cells.b_value = crossed_a.value
    group by cells.local_authority_code, cells.pair_id
),

final as (
    select
        kappas.local_authority_code,
        kappas.pair_id,
        cast(kappas.both_count as bigint) as both_count,
        cast(kappas.agree_count as bigint) as agree_count,
        round(kappas.chance_share, 6) as chance_share,
        round(kappas.kappa, 6) as kappa,
        -- What the arithmetic of floating point leaves over is no variance.
        case
            when kappas.kappa is not null
                then round(
                    sqrt(
                        greatest(terms.spread - power(kappas.kappa - kappas.chance_share * (1 - kappas.kappa), 2), 0)
                        / kappas.both_count
                    ) / (1 - kappas.chance_share), 6
                )
        end as kappa_error
    from kappas
    inner join terms
        on kappas.local_authority_code = terms.local_authority_code and kappas.pair_id = terms.pair_id
)

select * from final

-- Cohen's kappa of each pair and its variance in large samples (see the doc block map__kappa).
with cells as (
    select
        *,
        sum(people_count) over (partition by local_authority_code, pair_id) as both_count,
        -- One key of place and value: joined by its parts, every value of a pair would first meet every other.
        local_authority_code || ' ' || pair_id || ' ' || a_value as a_key,
        local_authority_code || ' ' || pair_id || ' ' || b_value as b_key
    from {{ ref('int_map__pair_cell') }}
),

sides as (
    select
        local_authority_code,
        pair_id,
        a_key as value_key,
        people_count / both_count as a_share,
        0 as b_share
    from cells
    union all
    select
        local_authority_code,
        pair_id,
        b_key as value_key,
        0 as a_share,
        people_count / both_count as b_share
    from cells
),

shares as (
    select
        local_authority_code,
        pair_id,
        value_key,
        sum(a_share) as a_share,
        sum(b_share) as b_share
    from sides
    group by local_authority_code, pair_id, value_key
),

-- How often the two would agree if neither knew of the other.
chances as (
    select
        local_authority_code,
        pair_id,
        sum(a_share * b_share) as chance_share
    from shares
    group by local_authority_code, pair_id
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
                    then power(1 - (of_a.a_share + of_b.b_share) * (1 - kappas.kappa), 2)
                else power((1 - kappas.kappa) * (of_a.b_share + of_b.a_share), 2)
            end
        ) as spread
    from cells
    inner join kappas
        on cells.local_authority_code = kappas.local_authority_code and cells.pair_id = kappas.pair_id
    inner join shares as of_a on cells.a_key = of_a.value_key
    inner join shares as of_b on cells.b_key = of_b.value_key
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

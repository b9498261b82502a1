-- What the pages count is what the lists hold: a domain's figures are those of the map.
with on_domains as (

    select * from {{ ref('rpt_domain') }}

),

on_map as (

    select * from {{ ref('map_domain') }}

),

gaps as (

    select * from {{ ref('map_gap') }}

),

listed as (

    select
        domain_id,
        count_if(gap_kind = 'concept_nobody_records') as gaps_count
    from gaps
    group by domain_id

),

final as (

    select
        on_domains.local_authority_code,
        on_domains.domain_id
    from on_domains
    inner join on_map on on_domains.domain_id = on_map.domain_id
    left join listed on on_domains.domain_id = listed.domain_id
    where
        on_domains.concepts_count <> on_map.concepts_count
        or on_domains.fielded_concepts_count <> on_map.recorded_concepts_count
        or on_domains.young_person_concepts_count <> on_map.young_person_concepts_count
        or on_map.concepts_count - on_map.recorded_concepts_count <> coalesce(listed.gaps_count, 0)

)

select * from final

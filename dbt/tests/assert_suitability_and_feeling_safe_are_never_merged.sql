-- The authority's judgement comes only from the case system, and how safe a young person feels only from their answers.
with person_concepts as (

    select * from {{ ref('fct_person_concept') }}

),

final as (

    select
        local_authority_code,
        person_id,
        concept_id,
        source,
        perspective
    from person_concepts
    where
        (concept_id = 'C17' and (source <> 'lcs' or perspective <> 'practitioner'))
        or (concept_id in ('C18', 'C19') and (source <> 'voice' or perspective <> 'young person'))

)

select * from final

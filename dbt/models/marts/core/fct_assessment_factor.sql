with factors as (select * from {{ ref('stg_lcs__assessment_factor') }}),

assessments as (select * from {{ ref('stg_lcs__cin_assessment') }}),

persons as (
    select *
    from {{ ref('bridge_person_source_record') }}
    where person_id is not null
),

fields as (select * from {{ source('catalogue', 'fields') }}),

records as (
    select
        {{ provenance(
            'lcs', 'ssd_assessment_factors', 'cinf_assessment_factors_json', 'ssd_person',
            'assessment_id'
        ) }},
        assessment_id,
        factors
    from factors
),

final as (
    select
        {{ fact_key() }},
        records.assessment_id,
        coalesce(assessments.assessment_authorised_date, assessments.assessment_start_date) as assessment_date,
        -- Only a tick is on record: a factor left unticked, perhaps years ago, is no finding that there is none.
        -- Factor codes are DfE's (children in need census): 4A mental health of the child; 11A, 12A, 13A and 24A
        -- exploitation, trafficking, gangs; 3A to 3C domestic abuse; 16A to 19C neglect and other abuse.
        nullif(regexp_matches(records.factors, '\b4A\b'), false) as has_mental_health_need,
        nullif(regexp_matches(records.factors, '\b(11|12|13|24)[A-C]?\b'), false) as is_exploited,
        nullif(regexp_matches(records.factors, '\b(3|16|17|18|19)[A-C]\b'), false) as is_abused
    from records
    inner join assessments
        on
            records.local_authority_code = assessments.local_authority_code
            and records.assessment_id = assessments.assessment_id
    inner join persons
        on
            assessments.local_authority_code = persons.local_authority_code
            and persons.dataset = 'ssd_person'
            and assessments.lcs_person_id = persons.source_record_id
    left join fields on records.dataset = fields.dataset and records.field = fields.field
)

select * from final

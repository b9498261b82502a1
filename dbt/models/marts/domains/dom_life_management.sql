with cohort as (select * from {{ ref('int_domain__cohort') }}),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

pathway_plan_review as (
    {{ surviving(
        'C56', ref('fct_pathway_plan'), 'pathway_plan_review_date', 'extract_date',
        where='facts.is_current'
    ) }}
),

recorded_eligibility as (
    {{ surviving('C57', ref('fct_recorded_eligibility'), 'eligibility_code', 'eligibility_date') }}
),

key_document as (
    {{ surviving('C58', ref('fct_key_document'), 'document_code', 'document_date') }}
),

allowance_left_amount as (
    {{ surviving(
        'C59', ref('fct_leaving_care_payment'), 'allowance_left_amount', 'payment_date',
        unreadable='is_allowance_unreadable'
    ) }}
),

has_claimed_savings as (
    {{ surviving(
        'C60', ref('fct_leaving_care_payment'), 'has_claimed_savings', 'payment_date',
        unreadable='is_savings_claim_unreadable'
    ) }}
),

benefits as (
    {{ surviving('C61', ref('int_life_management__income'), 'benefits', 'income_date') }}
),

has_debt as (
    {{ surviving('C62', ref('int_life_management__debt'), 'has_debt', 'debt_date') }}
),

copes_with_money as (
    {{ surviving('C63', ref('fct_voice_answer'), 'answer_score', 'answered_date', where="facts.measure_id = 'V21'") }}
),

needs_independence_support as (
    {{ surviving('C64', ref('fct_support_need'), 'has_support_need_young_person_18_25', 'assessment_date') }}
),

final as (
    select
        cohort.local_authority_code,
        cohort.person_id,
        cohort.age_years,
        cohort.age_band,
        cohort.is_looked_after,
        cohort.is_care_leaver,
        cohort.is_qualifying,
        {{ concept_columns('pathway_plan_review', 'cohort.is_entitled_to_adviser') }},
        {{ concept_columns('recorded_eligibility', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('key_document', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('allowance_left_amount', 'cohort.is_care_leaver') }},
        {{ concept_columns('has_claimed_savings', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('benefits', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('has_debt', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('copes_with_money', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('needs_independence_support', 'cohort.is_aged_16_or_over') }}
    from cohort
    {{ join_concepts([
        'pathway_plan_review',
        'recorded_eligibility',
        'key_document',
        'allowance_left_amount',
        'has_claimed_savings',
        'benefits',
        'has_debt',
        'copes_with_money',
        'needs_independence_support'
    ]) }}
)

select * from final

with cohort as (select * from {{ ref('int_domain__cohort') }}),

survivorship as (select * from {{ source('catalogue', 'survivorship') }}),

accommodation as (
    {{ surviving(
        'C16', ref('fct_accommodation'), 'accommodation_code', 'accommodation_date',
        where="facts.accommodation_end_date is null"
    ) }}
),

is_accommodation_suitable as (
    {{ surviving('C17', ref('fct_suitability'), 'is_suitable', 'suitability_date') }}
),

feels_safe_at_home as (
    {{ surviving('C18', ref('fct_voice_answer'), 'answer_score', 'answered_date', where="facts.measure_id = 'V16'") }}
),

feels_settled_at_home as (
    {{ surviving('C19', ref('fct_voice_answer'), 'answer_score', 'answered_date', where="facts.measure_id = 'V15'") }}
),

home_postcode as (
    {{ surviving('C21', ref('fct_address'), 'postcode', 'address_date', where="facts.address_end_date is null") }}
),

is_staying_put as (
    {{ surviving('C22', ref('int_housing__staying_put'), 'is_staying_put', 'staying_put_date') }}
),

is_homeless as (
    {{ surviving('C23', ref('int_housing__homelessness'), 'is_homeless', 'homelessness_date') }}
),

is_in_temporary_accommodation as (
    {{ surviving('C24', ref('int_housing__temporary_accommodation'), 'is_temporary', 'temporary_accommodation_date') }}
),

is_in_custody as (
    {{ surviving('C25', ref('int_housing__custody'), 'is_in_custody', 'custody_date') }}
),

home_loss_reason as (
    {{ surviving('C26', ref('fct_homelessness_case'), 'reason_for_loss_of_settled_home_code', 'assessment_date') }}
),

housing_tenure as (
    {{ surviving('C27', ref('int_housing__tenure'), 'tenure', 'tenure_date') }}
),

moves_in_year as (
    {{ surviving('C28', ref('int_housing__move'), 'moves_count', 'latest_move_date') }}
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
        {{ concept_columns('accommodation') }},
        {{ concept_columns('is_accommodation_suitable', 'cohort.is_care_leaver') }},
        {{ concept_columns('feels_safe_at_home', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('feels_settled_at_home', 'cohort.is_aged_16_or_over') }},
        {{ concept_nobody_records('had_say_in_home') }},
        {{ concept_columns('home_postcode') }},
        {{ concept_columns('is_staying_put', 'cohort.is_care_leaver') }},
        {{ concept_columns('is_homeless', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('is_in_temporary_accommodation', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('is_in_custody', 'cohort.is_aged_10_or_over') }},
        {{ concept_columns('home_loss_reason', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('housing_tenure', 'cohort.is_aged_16_or_over') }},
        {{ concept_columns('moves_in_year') }}
    from cohort
    {{ join_concepts([
        'accommodation',
        'is_accommodation_suitable',
        'feels_safe_at_home',
        'feels_settled_at_home',
        'home_postcode',
        'is_staying_put',
        'is_homeless',
        'is_in_temporary_accommodation',
        'is_in_custody',
        'home_loss_reason',
        'housing_tenure',
        'moves_in_year'
    ]) }}
)

select * from final

select
    eligibility.local_authority_code,
    eligibility.person_id,
    eligibility.valid_from_date
from {{ ref('fct_eligibility') }} as eligibility
left join {{ ref('fct_care_spell') }} as spell
    on
        {{ same_person('eligibility', 'spell') }}
        and not spell.is_short_break
        and eligibility.valid_from_date >= spell.spell_start_date
        and coalesce(eligibility.valid_to_date, date '9999-12-31') <= coalesce(spell.spell_end_date, date '9999-12-31')
where eligibility.eligibility_code = 'ELIGIBLE' and spell.person_id is null

-- A number that a record of care or of leaving it refers to is a person, also where its own row never arrived.
with mentioned as (
    {{ records_about_people([
        ('ssd_person', 'stg_lcs__person'),
        ('ssd_cla_episodes', 'stg_lcs__cla_episode'),
        ('ssd_cla_placement', 'stg_lcs__cla_placement'),
        ('ssd_legal_status', 'stg_lcs__legal_status'),
        ('lcs_care_leaver_contacts', 'stg_lcs__care_leaver_contact'),
        ('ssd_care_leavers', 'stg_lcs__care_leaver'),
        ('lcs_903_items', 'stg_lcs__return_record'),
    ]) }}
),

bridge as (
    select * from {{ ref('bridge_person_source_record') }}
    where source = 'lcs' and person_id is not null
)

select
    mentioned.local_authority_code,
    mentioned.lcs_person_id,
    mentioned.dataset,
    mentioned.load_id,
    mentioned.row_number
from mentioned
left join bridge
    on
        mentioned.local_authority_code = bridge.local_authority_code
        and mentioned.lcs_person_id = bridge.source_record_id
where bridge.person_id is null

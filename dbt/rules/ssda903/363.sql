select
    'Episodes' as module,
    row_id
from legal_status_stretch
where ls = 'L3' and days > threshold('child_assessment_days')

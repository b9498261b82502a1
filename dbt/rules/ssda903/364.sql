select
    'Episodes' as module,
    row_id
from legal_status_stretch
where ls = 'J2' and days > threshold('police_custody_days')

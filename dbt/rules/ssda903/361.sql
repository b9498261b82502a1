select
    'Episodes' as module,
    row_id
from legal_status_stretch
where ls = 'L1' and days > threshold('police_protection_days')

select
    'Episodes' as module,
    row_id
from legal_status_stretch
where ls = 'L2' and days > threshold('emergency_protection_days')

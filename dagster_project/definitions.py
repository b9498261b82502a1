"""What Dagster loads: every asset, the jobs, the schedule and the sensor."""

import dagster as dg

from dagster_project.settings import Settings, apply_quiet_environment

apply_quiet_environment(Settings.from_env())

# The quiet environment must be set before dbt and Dagster's integrations are imported.
from dagster_project.defs.ingestion import assets as ingestion  # noqa: E402
from dagster_project.defs.ingestion.sensors import inbox_sensor  # noqa: E402
from dagster_project.defs.job import main_job, nightly, returns_job  # noqa: E402
from dagster_project.defs.lineage import assets as lineage  # noqa: E402
from dagster_project.defs.resources import RunSettings  # noqa: E402
from dagster_project.defs.returns import assets as returns  # noqa: E402
from dagster_project.defs.site import assets as site  # noqa: E402
from dagster_project.defs.warehouse import assets as warehouse  # noqa: E402

defs = dg.Definitions(
    assets=[*ingestion.inbox_folders, *dg.load_assets_from_modules([ingestion, warehouse, lineage, returns, site])],
    jobs=[main_job, returns_job],
    schedules=[nightly],
    sensors=[inbox_sensor],
    resources={"run_settings": RunSettings()},
    executor=dg.in_process_executor,
)

"""The inbox is watched: a new file starts the run that the command line would start."""

import dagster as dg

from dagster_project.defs.job import main_job
from dagster_project.run import state
from dagster_project.settings import Settings
from dagster_project.warehouse.pointer import current


@dg.sensor(
    name="inbox",
    job=main_job,
    minimum_interval_seconds=60,
    description="Starts a run when the inbox changes.",
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Ask for one run for each new state of inbox, settings and code."""
    settings = Settings.from_env()
    now, published = state(settings, None), current(settings)
    if published is not None and published.facts().get("state") == now:
        return dg.SkipReason("nothing new in the inbox")
    return dg.RunRequest(run_key=now)

"""The one job, its nightly schedule, its inbox sensor, and the way the command line runs it."""

from datetime import date

import dagster as dg

from dagster_project.settings import Settings
from dagster_project.ui import prepare_home

main_job = dg.define_asset_job(
    "main",
    selection=dg.AssetSelection.all(),
    description="From the inbox to the published marts, return, map and pages.",
    executor_def=dg.in_process_executor,
)

nightly = dg.ScheduleDefinition(
    name="nightly",
    job=main_job,
    cron_schedule="0 2 * * *",
    execution_timezone="Europe/London",
    description="Every night at two.",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)


def execute(settings: Settings, *, as_at: date | None) -> None:
    """Run the job in this process, recorded in DAGSTER_HOME like any other run.

    Args:
        settings: Where things are.
        as_at: The day to look from, or None for the latest extract date among accepted loads.

    Raises:
        WreathError: A step could not do its work; the error is the step's own.
    """
    from dagster_project.definitions import defs

    prepare_home(settings)
    run_config = {
        "resources": {"run_settings": {"config": {"as_at": as_at.isoformat() if as_at else ""}}},
        # The terminal gets the run's own steps; Dagster's events are kept in its storage.
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
    }
    with dg.DagsterInstance.get() as instance:
        defs.resolve_job_def(main_job.name).execute_in_process(run_config=run_config, instance=instance)

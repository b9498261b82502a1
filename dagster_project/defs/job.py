"""The one job, its nightly schedule, its inbox sensor, and the way the command line runs it."""

from datetime import date

import dagster as dg

from dagster_project.errors import WreathError
from dagster_project.run_facts import start_facts
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
)


def execute(settings: Settings, *, as_at: date | None, state: str) -> None:
    """Run the job in this process, recorded in DAGSTER_HOME like any other run.

    Args:
        settings: Where things are.
        as_at: The day to look from, or None for the latest extract date among accepted loads.
        state: Digest of what the run depends on, kept with the published copy.

    Raises:
        WreathError: A step failed; its own message where it has one.
    """
    from dagster_project.definitions import defs

    prepare_home(settings)
    start_facts(settings, state=state)
    run_config = {
        "resources": {"run_settings": {"config": {"as_at": as_at.isoformat() if as_at else ""}}},
        # The terminal gets the run's own steps; Dagster's events are kept in its storage.
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
    }
    with dg.DagsterInstance.get() as instance:
        result = defs.resolve_job_def(main_job.name).execute_in_process(
            run_config=run_config, instance=instance, raise_on_error=False
        )
    if not result.success:
        raise _first_error(result)


def _first_error(result: dg.ExecuteInProcessResult) -> WreathError:
    for event in result.all_events:
        data = event.event_specific_data
        error = getattr(data, "error", None) if event.is_step_failure else None
        while error is not None:
            if error.cls_name == "WreathError" or error.cause is None:
                return WreathError(error.message.removeprefix("dagster_project.errors.WreathError: ").strip())
            error = error.cause
    return WreathError("the run failed; `wreath ui` shows where")

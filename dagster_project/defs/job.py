"""The main job, its nightly schedule, how the command line runs it, and the job that makes one year's return again."""

from datetime import date

import dagster as dg

from dagster_project.run_record import note_failure, noting_failure
from dagster_project.settings import Settings
from dagster_project.ui import prepare_home

#: The published return, partitioned by collection year. A run of the main job makes all years, in whole or not at all,
#: so this asset is not in it.
RETURN = dg.AssetKey(["returns", "ssda903"])

_UNDER_WAY = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


@dg.failure_hook
def note_why(context: dg.HookContext) -> None:
    """Note the error of a step that failed in the record of the run."""
    if context.op_exception is not None:
        note_failure(Settings.from_env(), context.op_exception)


main_job = dg.define_asset_job(
    "main",
    selection=dg.AssetSelection.all() - dg.AssetSelection.assets(RETURN),
    description="From the inbox to the published marts, return, map and pages.",
    executor_def=dg.in_process_executor,
    hooks={note_why},
)

returns_job = dg.define_asset_job(
    "returns",
    selection=dg.AssetSelection.assets(RETURN),
    description="Makes the return of one collection year again, from the published warehouse.",
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


def end_dead_runs(instance: dg.DagsterInstance) -> None:
    """Mark as failed what a killed process left under way: Dagster would wait for it before it starts another run.

    Whoever calls holds the lock of WREATH_HOME, so that no run can be alive.
    """
    for run in instance.get_runs(filters=dg.RunsFilter(statuses=_UNDER_WAY)):
        instance.report_run_failed(run, message="The process of this run was killed.")


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
    with noting_failure(settings), dg.DagsterInstance.get() as instance:
        end_dead_runs(instance)
        defs.resolve_job_def(main_job.name).execute_in_process(run_config=run_config, instance=instance)

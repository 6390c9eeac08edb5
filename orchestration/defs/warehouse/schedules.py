"""The daily run, before the shops open and the e-mails leave."""

import dagster as dg

from orchestration.defs.warehouse.jobs import single_customer_view

every_morning = dg.ScheduleDefinition(
    name="every_morning",
    job=single_customer_view,
    cron_schedule="0 4 * * *",
    execution_timezone="Europe/Paris",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)

SCHEDULES = [every_morning]

"""What comes back every night. It may run twice, or miss a night: it looks at what is due, not at the day."""

from procrastinate.contrib.django import app

from consultations.actions import forget_attendance


@app.periodic(cron="47 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_attendance_names(timestamp: int) -> None:
    forget_attendance()

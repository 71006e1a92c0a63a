"""What happens later. A task takes ids, reloads, may run twice and decides nothing."""

from django.core.files.storage import default_storage
from procrastinate.contrib.django import app

from actors.forgetting import forget_unproved
from actors.imports.faults import explained
from actors.imports.forgetting import forget_rows
from actors.imports.staging import stage
from actors.imports.writing import write


@app.periodic(cron="17 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_unproved_addresses(timestamp: int) -> None:
    forget_unproved()


# One at a time: two imports of the same register would meet in the directory.
@app.task(queue="imports", lock="imports")
def read_import(import_id: int) -> None:
    with explained(import_id):
        one = stage(import_id)
    # Read or refused, the files have said what they had to say.
    delete_files.defer(names=[file["stored"] for file in one.files if file["stored"]])


@app.task(queue="imports", lock="imports")
def write_import(import_id: int) -> None:
    with explained(import_id):
        write(import_id)


@app.task(queue="files", retry=5)
def delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


@app.periodic(cron="41 3 * * *")
@app.task(queue="upkeep", pass_context=False)
def forget_import_rows(timestamp: int) -> None:
    forget_rows()

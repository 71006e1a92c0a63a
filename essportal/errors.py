"""What stops a deed: a refusal is a French sentence that says what to do."""


class Refused(Exception):
    """The deed is not possible now, whoever asks. `reason` is shown as it is; `way_out` is (label, address)."""

    def __init__(self, reason: str, *, way_out: tuple[str, str] | None = None, items: list | None = None):
        super().__init__(reason)
        self.reason = str(reason)
        self.way_out = way_out
        self.items = items or []

"""The errors that a user can mend. Each message says what happened, where, why, and what to do."""


class GraphbuildError(Exception):
    """Base of all errors raised on purpose; the command line prints it as one line and exits with 2."""


class InputError(GraphbuildError):
    """An input cannot be read or is no text that the program understands."""


class OptionError(GraphbuildError):
    """An option or argument has no meaning."""


class OutputError(GraphbuildError):
    """The output cannot be written."""

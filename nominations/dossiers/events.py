"""What happens to a nomination, told to the rooms above the dossier. Sent within the change's transaction."""

from django.dispatch import Signal

#: A unit has handed a nomination in, for the first time or again. Arguments: ``nomination``, ``user``.
nomination_submitted = Signal()

#: A nomination has changed its stage. Arguments: ``nomination``, ``move``, ``user``.
nomination_moved = Signal()

#: A candidate has answered personally. Arguments: ``nomination``, ``answers`` (the new rows of the ledger).
consents_answered = Signal()

from django.dispatch import Signal

#: Sent with ``changes``, a list of new ``Change`` rows in their order, in the transaction that numbers them.
changes_numbered = Signal()

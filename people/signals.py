"""What other apps learn of people, whom they store something about."""

from django.dispatch import Signal

# ``person`` has got another name by their own choice or a teacher's. Sent in the transaction of the change.
person_renamed = Signal()
# ``person`` was erased from ``team``, ``by`` somebody who may be themselves. Sent in the transaction.
person_erased = Signal()

"""What other apps learn of people, whom they store something about."""

from django.dispatch import Signal

# ``person`` has got another name by their own choice or a teacher's. Sent in the transaction of the change.
person_renamed = Signal()

"""What other apps learn of people, whom they store something about."""

from django.dispatch import Signal

# ``person`` has got another name by their own choice or a teacher's. Sent in the transaction of the change.
person_renamed = Signal()
# ``person`` has left ``team`` or has another role in it. Sent after the change.
membership_changed = Signal()
# ``person`` will be erased from ``team``. Sent in the transaction, before anything is locked.
person_will_be_erased = Signal()
# ``person`` was erased from ``team``, ``by`` somebody who may be themselves. Sent in the transaction. With
# ``keep_annotations`` what they annotated stays, without their name.
person_erased = Signal()

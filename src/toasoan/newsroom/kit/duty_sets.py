"""Groups of duties that open screens: a person needs one of a group today."""

from toasoan.units.duties import Duty

EVERY_DUTY = frozenset(Duty)
WRITING = frozenset({Duty.CONTRIBUTE, Duty.VET, Duty.EDIT})
READING = WRITING | {Duty.APPROVE}
DESK = frozenset({Duty.EDIT, Duty.APPROVE})
DECIDING = frozenset({Duty.VET, Duty.EDIT, Duty.APPROVE})
COUNTING = frozenset({Duty.READ_FIGURES, Duty.EDIT, Duty.APPROVE})
ADMINISTRATION = frozenset({Duty.KEEP_SITE})
#: Who sees how much the site is used: the board and the webmaster.
READING_AUDIENCE = frozenset({Duty.READ_FIGURES, Duty.APPROVE, Duty.KEEP_SITE})
#: Who keeps official documents and the agency's work schedule.
KEEPING_RECORDS = frozenset({Duty.KEEP_RECORDS, Duty.KEEP_SITE})
#: Who registers lines of the work schedule for a unit, and who keeps it.
SCHEDULING = KEEPING_RECORDS | {Duty.CONTRIBUTE, Duty.VET}
#: Who takes in what citizens ask and report, and assigns it.
TAKING_QUESTIONS = frozenset({Duty.TAKE_QUESTIONS})
#: Who arranges topics.
ARRANGING = ADMINISTRATION | {Duty.EDIT}
#: Who announces events to the public.
ANNOUNCING = ADMINISTRATION | {Duty.EDIT}
#: Who says for which reasons a story is returned or not used.
CHOOSING_REASONS = ADMINISTRATION | {Duty.LEAD_DESK}
#: Who sets what units owe, and lets them off.
SETTING_QUOTAS = frozenset({Duty.LEAD_DESK, Duty.APPROVE})
#: Who sees what is owed: the agency's people all of it, a unit's people their own.
OWING = COUNTING | {Duty.VET, Duty.CONTRIBUTE}
#: Who reads figures: the agency's people all of them, a unit's leader those of the unit.
READING_FIGURES = COUNTING | {Duty.VET}
#: Who sees where stories are sent, and what became of it.
SENDING_ON = DESK | ADMINISTRATION
#: Who says to whom stories may be sent, and how.
KEEPING_OUTLETS = ADMINISTRATION | {Duty.LEAD_DESK}

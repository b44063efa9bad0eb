"""An exercise with a key of three answers, which a pupil and a classmate have worked on."""

from uuid import uuid4

from annotate.annotations.actions import put_annotation, submit_layer
from annotate.enums import Feedback, FeedbackTiming, LayerKind, RoundMode, RoundState
from annotate.models import Annotation, Round
from annotate.rounds.actions import RoundSettings, create_round, transition_round
from tests.world import World, annotation_input, mark

WHY = "An adjective that judges is an opinion, too"
EXTRA = "Nobody should be surprised by that"


def set_exercise(
    world: World, mode: RoundMode = RoundMode.INDEPENDENT, feedback: Feedback = Feedback.KEY
) -> Round:
    """Set an exercise with a key; both have tagged the loaded word as opinion, and highlighted what it lacks."""
    settings = RoundSettings(mode, feedback=feedback, feedback_when=FeedbackTiming.ON_REVEAL)
    round_ = create_round(world.teacher, world.text, settings)
    for words, tag in (
        ("globalist", "loaded-language"),
        ("Taxes fell by four per cent", "factual-claim"),
        ("We will not be silent", "opinion"),
    ):
        content = annotation_input(round_, words, tag, note="Because.")
        put_annotation(world.teacher, round_, uuid4(), content, LayerKind.KEY)
    for person in (world.pupil, world.classmate):
        mark(person, round_, "globalist", "opinion")
        mark(person, round_, EXTRA, "opinion")
    mark(world.pupil, round_, "Taxes fell by four per cent", "factual-claim")
    submit_layer(world.pupil, round_)
    submit_layer(world.classmate, round_)
    return round_


def reveal(world: World, round_: Round) -> Round:
    """Reveal the highlights."""
    transition_round(world.teacher, round_, RoundState.REVEALED)
    return round_


def answer_on(round_: Round, words: str) -> Annotation:
    """Return the answer of the key on ``words``."""
    return Annotation.objects.get(layer__round=round_, layer__kind=LayerKind.KEY, quote=words, deleted=False)

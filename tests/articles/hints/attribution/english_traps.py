"""Sentences without an attribution by the rule that they might mislead."""

TRAPS: dict[str, tuple[str, ...]] = {
    "quotation, cue, source": (
        "Mirel Oddvar opened the gate with a key.",
        "“Harbour Nights” opened in May.",
        "The play “Low Quay” follows a deckhand.",
        "The word “tunnel” stood on the wall.",
    ),
    "content, source, cue": (
        "After years of work, she rested.",
        "The boat sank, and it rained.",
        "The gym, a red hall, stayed closed.",
        "On Monday, the ferry was late.",
    ),
    "according to": (
        "Pay rises according to age.",
        "The words of the song are old.",
        "They sorted the fish according to size.",
        "The trains run according to plan.",
    ),
    "passive": (
        "The gate was painted by Lind.",
        "The said document was lost.",
        "The book is found in every school.",
        "The money was to be paid in May.",
    ),
    "document": (
        "He found the key in the garden.",
        "The window shows the harbour.",
        "The team found its rhythm.",
        "She showed him the door.",
    ),
    "that-clause": (
        "The United States built that bridge.",
        "The boats that sank were old.",
        "He read the report that evening.",
        "The claim was paid that week.",
    ),
    "colon": (
        "The town has three quays: low, high and new.",
        "Opening hours: nine to five.",
        "The menu: fish, bread and beer.",
        "Three things were missing: a rope, a lamp and a key.",
    ),
    "bare clause": (
        "The state reports to the council.",
        "Reporters Without Borders moved to Harsk.",
        "She noted the time.",
        "His insurance claim was paid in May.",
    ),
    "judgement": (
        "The crew called at three ports.",
        "The dog attacked.",
        "The back door was open.",
        "Slate roofs are heavy.",
    ),
    "order and promise": (
        "The road leads to the harbour.",
        "The order came in May.",
        "The demand for fish fell.",
        "The ship sailed to the north.",
    ),
    "noun": (
        "A claim form lay on the desk.",
        "The statement was short.",
        "The report that appeared in May was long.",
        "The charge for water is low.",
    ),
    "hearsay": (
        "The thief ran away.",
        "They are supposed to meet in May.",
        "He suspected nothing.",
        "The report was late.",
    ),
    "participle": (
        "The boat left, turning north.",
        "The remaining boats were old.",
        "The growing demand surprised nobody.",
        "The man was walking home, singing a song.",
    ),
    "as X said": (
        "As night fell, the boats came in.",
        "He works as a cook.",
        "As a child, she lived in Harsk.",
        "The gym is as old as the school.",
    ),
    "question": (
        "The question was whether to sail.",
        "Nobody came when it rained.",
        "The town where he lived was small.",
        "It depends on how cold it is.",
    ),
    "attitude": (
        "The water is clear.",
        "It is certain to rain.",
        "The road was ready in May.",
        "The sad boats lay in the harbour.",
    ),
    "noun with a verb": (
        "She raised the sails.",
        "The support of the roof is old.",
        "The plan of the harbour hangs on the wall.",
        "They share a house in Harsk.",
    ),
    "several cues": (
        "Lind rowed and Marr steered.",
        "The boat was old, but the sails were new.",
        "While it rained, the boats lay in the harbour.",
        "The bell that rang was new, and the tower was old.",
    ),
    "passive with a speaker": (
        "The gate was opened by Lind.",
        "The boats are built by hand.",
        "The town was known by its towers.",
        "The road was closed by snow.",
    ),
}

"""Sentences with an attribution by construction: text, cue, source ("" if nobody is named), pieces of content."""

Hit = tuple[str, str, str, tuple[str, ...]]

HITS: dict[str, tuple[Hit, ...]] = {
    "quotation, cue, source": (
        (
            '"Nobody checked the gate," said Mirel Oddvar, a deckhand who saw it.',
            "said",
            "Mirel Oddvar, a deckhand who saw it",
            ('"Nobody checked the gate,"',),
        ),
        (
            "“We lost everything,” sobbed Tilda Marr, 62, of Low Quay.",
            "sobbed",
            "Tilda Marr, 62, of Low Quay",
            ("“We lost everything,”",),
        ),
        (
            '"It is a gift to the rich," wrote Askel, who lost the last election.',
            "wrote",
            "Askel",
            ('"It is a gift to the rich,"',),
        ),
        ('"Where is the money?" asked the judge.', "asked", "the judge", ('"Where is the money?"',)),
        (
            '"The roof leaked," says a spokesman for the union (the old one).',
            "says",
            "a spokesman for the union (the old one)",
            ('"The roof leaked,"',),
        ),
        (
            '"The tap is dry," said Lind on Tuesday. "Nobody came."',
            "said",
            "Lind",
            ('"The tap is dry,"', '"Nobody came."'),
        ),
    ),
    "content, source, cue": (
        ("The firm had known for a year, she argued.", "argued", "she", ("The firm had known for a year",)),
        (
            '"We will go on," she said, "until somebody listens."',
            "said",
            "she",
            ('"We will go on,"', '"until somebody listens."'),
        ),
        (
            '"We go on," Tor Askel told the Gazette. "It is our right. Nobody can stop us."',
            "told",
            "Tor Askel",
            ('"We go on,"', '"It is our right. Nobody can stop us."'),
        ),
        (
            "The firm, she argued, had known for a year.",
            "argued",
            "she",
            ("The firm", "had known for a year"),
        ),
        (
            'The plan was "a disgrace," the mayor said on Monday.',
            "said",
            "the mayor",
            ('The plan was "a disgrace,"',),
        ),
        (
            "Whether that is enough is doubtful, experts say.",
            "say",
            "experts",
            ("Whether that is enough is doubtful",),
        ),
    ),
    "according to": (
        (
            "According to the Gazette, three streets flooded.",
            "According to",
            "the Gazette",
            ("three streets flooded",),
        ),
        (
            "Three streets flooded, according to Lind, a nurse at the clinic.",
            "according to",
            "Lind, a nurse at the clinic",
            ("Three streets flooded",),
        ),
        (
            "Prices rose by a third according to a report by the union.",
            "according to",
            "a report by the union",
            ("Prices rose by a third",),
        ),
        ("The bridge, according to Lind, is safe.", "according to", "Lind", ("The bridge", "is safe")),
        (
            "According to the report, which was secret, the steel was cheap.",
            "According to",
            "the report",
            ("the steel was cheap",),
        ),
        (
            "In the words of the mayor, the town is broke.",
            "In the words of",
            "the mayor",
            ("the town is broke",),
        ),
    ),
    "passive": (
        (
            "The mayor is said to have left the town.",
            "is said",
            "",
            ("The mayor", "to have left the town"),
        ),
        (
            "It is widely believed that the boat sank.",
            "is widely believed",
            "",
            ("that the boat sank",),
        ),
        ("He was accused of taking bribes.", "was accused", "", ("He", "of taking bribes")),
        ("They were told that the ship had left.", "were told", "", ("that the ship had left",)),
        (
            "Lind was quoted as saying the bridge was unsafe.",
            "was quoted as saying",
            "Lind",
            ("the bridge was unsafe",),
        ),
    ),
    "document": (
        ("The survey found prices had doubled.", "found", "The survey", ("prices had doubled",)),
        (
            "A study by the University of Harsk showed that nine in ten tunnels overran.",
            "showed",
            "A study by the University of Harsk",
            ("that nine in ten tunnels overran",),
        ),
        (
            "Documents seen by the Gazette show the firm knew.",
            "show",
            "Documents seen by the Gazette",
            ("the firm knew",),
        ),
        (
            "Court records suggest that he was paid twice.",
            "suggest",
            "Court records",
            ("that he was paid twice",),
        ),
    ),
    "that-clause": (
        (
            "Residents told reporters on Monday that the water was brown.",
            "told",
            "Residents",
            ("that the water was brown",),
        ),
        (
            "The charity said in a statement posted on its website that donations had halved.",
            "said",
            "The charity",
            ("that donations had halved",),
        ),
        (
            "Oddvar, who was there, has repeatedly claimed that the gate was open.",
            "has repeatedly claimed",
            "Oddvar",
            ("that the gate was open",),
        ),
        (
            "Mr. Lind did not admit that the books were false.",
            "did not admit",
            "Mr. Lind",
            ("that the books were false",),
        ),
        (
            "The mayor and the council stressed that nobody was hurt.",
            "stressed",
            "The mayor and the council",
            ("that nobody was hurt",),
        ),
        (
            "He went on to say that the bridge was unsafe.",
            "went on to say",
            "He",
            ("that the bridge was unsafe",),
        ),
    ),
    "colon": (
        ('The head wrote: "The gym stays closed."', "wrote", "The head", ('"The gym stays closed."',)),
        ("Lind added: “I never met him.”", "added", "Lind", ("“I never met him.”",)),
        (
            'She told the court: "I knew you would come."',
            "told",
            "She",
            ('"I knew you would come."',),
        ),
        (
            'Asked about it, the firm replied: "No comment."',
            "replied",
            "the firm",
            ('"No comment."',),
        ),
    ),
    "bare clause": (
        ("The union says prices fell.", "says", "The union", ("prices fell",)),
        (
            "Lind told CNN he had never met the man.",
            "told",
            "Lind",
            ("he had never met the man",),
        ),
        (
            "A spokesman for the council said on Tuesday residents had been warned.",
            "said",
            "A spokesman for the council",
            ("residents had been warned",),
        ),
        (
            "After the match the coach said his team was tired.",
            "said",
            "the coach",
            ("his team was tired",),
        ),
        (
            "People close to him believe he is worried.",
            "believe",
            "People close to him",
            ("he is worried",),
        ),
        (
            "A man who saw it said the boat was old.",
            "said",
            "A man who saw it",
            ("the boat was old",),
        ),
    ),
    "judgement": (
        (
            "Critics accuse the council of hiding the bill.",
            "accuse",
            "Critics",
            ("the council of hiding the bill",),
        ),
        ("Lind called the verdict a disgrace.", "called", "Lind", ("the verdict a disgrace",)),
        (
            "The mayor's office dismissed the rumour as nonsense.",
            "dismissed",
            "The mayor's office",
            ("the rumour as nonsense",),
        ),
        (
            "She described him as “a gifted liar”.",
            "described",
            "She",
            ("him as “a gifted liar”",),
        ),
    ),
    "order and promise": (
        ("She vowed to rebuild the school.", "vowed", "She", ("to rebuild the school",)),
        (
            "Her lawyer urged the jury to be careful.",
            "urged",
            "Her lawyer",
            ("the jury to be careful",),
        ),
        (
            "Lind asked the court to drop the case.",
            "asked",
            "Lind",
            ("the court to drop the case",),
        ),
        (
            "The firm has promised to pay everybody.",
            "has promised",
            "The firm",
            ("to pay everybody",),
        ),
    ),
    "noun": (
        (
            "His claim that the vote was fixed surprised nobody.",
            "claim",
            "His",
            ("that the vote was fixed",),
        ),
        (
            "The mayor's allegation that the gate was open is old.",
            "allegation",
            "The mayor's",
            ("that the gate was open",),
        ),
        (
            "Residents expressed concern that the water was brown.",
            "expressed concern",
            "Residents",
            ("that the water was brown",),
        ),
        (
            "A warning by the harbour office that the storm would turn came late.",
            "warning",
            "the harbour office",
            ("that the storm would turn",),
        ),
    ),
    "hearsay": (
        (
            "The man allegedly took the money.",
            "allegedly",
            "",
            ("The man", "took the money"),
        ),
        ("The alleged thief ran away.", "alleged", "", ("thief",)),
        (
            "The treasurer who reportedly hid the books is gone.",
            "reportedly",
            "",
            ("The treasurer", "hid the books"),
        ),
        ("Supposedly the bridge is safe.", "Supposedly", "", ("the bridge is safe",)),
    ),
    "participle": (
        (
            "The firm closed its shop, adding that forty jobs would go.",
            "adding",
            "The firm",
            ("that forty jobs would go",),
        ),
        (
            "The council met on Monday, noting that the money was gone.",
            "noting",
            "The council",
            ("that the money was gone",),
        ),
        (
            "The firm has issued a statement saying it will appeal.",
            "has issued a statement saying",
            "The firm",
            ("it will appeal",),
        ),
        (
            "Saying that the vote was rigged, Oddvar left the hall.",
            "Saying",
            "Oddvar",
            ("that the vote was rigged",),
        ),
    ),
    "as X said": (
        ("As the mayor put it, the town is broke.", "put it", "the mayor", ("the town is broke",)),
        ("The town is broke, as the mayor admitted.", "admitted", "the mayor", ("The town is broke",)),
        ("As Lind said on Monday, the gym is closed.", "said", "Lind", ("the gym is closed",)),
        (
            "The gym is closed, as she explained.",
            "explained",
            "she",
            ("The gym is closed",),
        ),
    ),
    "question": (
        (
            "The prosecutor asked her why she had kept no records.",
            "asked",
            "The prosecutor",
            ("why she had kept no records",),
        ),
        (
            "The minister did not say whether the tax would rise.",
            "did not say",
            "The minister",
            ("whether the tax would rise",),
        ),
        (
            "Officials declined to say how many were hurt.",
            "declined to say",
            "Officials",
            ("how many were hurt",),
        ),
        ("Parents asked if the school was safe.", "asked", "Parents", ("if the school was safe",)),
    ),
}

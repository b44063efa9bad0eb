"""The questions of Gebru et al. (2021), “Datasheets for Datasets”, answered from the data where it can be.

Answers are templates for the values in ``documents.py``; "" is for what only those who publish the dataset know.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as N_


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the datasheet: its title, and its questions with their answers."""

    title: str
    questions: tuple[tuple[str, str], ...]


MOTIVATION = Section(
    N_("Motivation"),
    (
        (
            N_("For what purpose was the dataset created?"),
            "{description}",
        ),
        (
            N_("Who created the dataset, and on behalf of which entity?"),
            "{creators}",
        ),
        (
            N_("Who funded the creation of the dataset?"),
            "",
        ),
        (
            N_("Any other comments on the motivation?"),
            "",
        ),
    ),
)
COMPOSITION = Section(
    N_("Composition"),
    (
        (
            N_("What do the instances that comprise the dataset represent?"),
            N_(
                "Articles, each with the passages that several people highlighted and tagged independently of one "
                "another."
            ),
        ),
        (
            N_("How many instances are there in total, of each type?"),
            N_(
                "Articles: {articles} (words: {words}, characters: {characters}). People: {people}. Hand-ins that "
                "count: {hand_ins}, extra ones: {extra}. Highlights: {highlights}, by tag: {tags}."
            ),
        ),
        (
            N_("Does the dataset contain all possible instances, or is it a sample of a larger set?"),
            N_("{missing} Which articles were chosen for the campaign, and from what: {todo}"),
        ),
        (
            N_("What data does each instance consist of?"),
            N_(
                "The plain text of the article and its title, byline, publication, address, date and language as "
                "far as they are known; and highlights, each with its place in the text, a tag, and optionally a "
                "note and details."
            ),
        ),
        (
            N_("Is there a label or target associated with each instance?"),
            N_(
                "Each highlight has one tag of the codebook. The highlights of different people are not merged. "
                "Articles with reference annotations by those who led the campaign: {control}; annotations: {answers}."
            ),
        ),
        (
            N_("Is any information missing from individual instances?"),
            "{missing} {unknown}",
        ),
        (
            N_("Are relationships between individual instances made explicit?"),
            N_("The tables refer to articles by their number, and to people by the same name in every file."),
        ),
        (
            N_("Are there recommended data splits?"),
            "",
        ),
        (
            N_("Are there any errors, sources of noise, or redundancies in the dataset?"),
            N_(
                "People disagree, and nothing of that was removed: agreement.md says how far they agree. People "
                "whose work is left out of these figures: {excluded}. It is in the data, and people.csv says whose "
                "it is."
            ),
        ),
        (
            N_("Is the dataset self-contained, or does it link to or otherwise rely on external resources?"),
            N_(
                "It is self-contained. Pictures and original files of articles are not part of it; addresses are "
                "given."
            ),
        ),
        (
            N_("Does the dataset contain data that might be considered confidential?"),
            "",
        ),
        (
            N_(
                "Does the dataset contain data that might be offensive, insulting, threatening, or cause anxiety?"
            ),
            "",
        ),
        (
            N_("Does the dataset identify any subpopulations?"),
            N_("Nothing is recorded of the people who annotated but their work."),
        ),
        (
            N_("Is it possible to identify individuals from the dataset?"),
            N_("{naming} The articles name those whom they report on, and in most cases their authors."),
        ),
        (
            N_("Does the dataset contain data that might be considered sensitive in any way?"),
            "",
        ),
        (
            N_("Any other comments on the composition?"),
            "",
        ),
    ),
)
COLLECTION = Section(
    N_("Collection process"),
    (
        (
            N_("How was the data associated with each instance acquired?"),
            N_(
                "People read each article in Claimlight, a web application, and highlighted passages with the "
                "codebook in codebook/ and the guidelines in guidelines.md. Nobody could see the highlights of "
                "anybody else."
            ),
        ),
        (
            N_("What mechanisms or procedures were used to collect the data?"),
            "{distribution} {training}",
        ),
        (
            N_("If the dataset is a sample, what was the sampling strategy?"),
            "",
        ),
        (
            N_("Who was involved in the data collection process, and how were they compensated?"),
            N_("People who handed in: {people}. Who they were, and how they were compensated: {todo}"),
        ),
        (
            N_("Over what timeframe was the data collected?"),
            "{collected} {published}",
        ),
        (
            N_("Were any ethical review processes conducted?"),
            "",
        ),
        (
            N_("Did you collect the data from the individuals directly, or via third parties?"),
            N_("Highlights come from the people themselves. Where the articles come from: {publications}"),
        ),
        (
            N_("Were the individuals notified about the data collection?"),
            "",
        ),
        (
            N_("Did the individuals consent to the collection and use of their data?"),
            "",
        ),
        (
            N_("If consent was obtained, can it be revoked in the future?"),
            "",
        ),
        (
            N_("Has an analysis of the potential impact of the dataset on data subjects been conducted?"),
            "",
        ),
        (
            N_("Any other comments on the collection?"),
            "",
        ),
    ),
)
PREPROCESSING = Section(
    N_("Preprocessing, cleaning and labelling"),
    (
        (
            N_("Was any preprocessing, cleaning or labelling of the data done?"),
            N_(
                "Claimlight turned each file into plain text and removed what does not belong to the article, such "
                "as menus; people could see and undo each removal. From then on a text did not change, or became a "
                "new revision."
            ),
        ),
        (
            N_("Was the raw data saved in addition to the cleaned data?"),
            N_("The original files are kept where the campaign was run. They are not part of this dataset."),
        ),
        (
            N_("Is the software that was used available?"),
            N_("Yes: {software}, open source under the Apache License 2.0."),
        ),
        (
            N_("Any other comments on preprocessing?"),
            "",
        ),
    ),
)
USES = Section(
    N_("Uses"),
    (
        (
            N_("Has the dataset been used for any tasks already?"),
            "",
        ),
        (
            N_("Is there a repository that links to papers or systems that use the dataset?"),
            "",
        ),
        (
            N_("What other tasks could the dataset be used for?"),
            "",
        ),
        (
            N_("Is there anything about the composition or collection that might impact future uses?"),
            N_(
                "Articles have different numbers of hand-ins ({fewest} to {most}); assignments.csv says which "
                "count."
            ),
        ),
        (
            N_("Are there tasks for which the dataset should not be used?"),
            "",
        ),
        (
            N_("Any other comments on uses?"),
            "",
        ),
    ),
)
DISTRIBUTION = Section(
    N_("Distribution"),
    (
        (
            N_("Will the dataset be distributed to third parties?"),
            "",
        ),
        (
            N_("How will the dataset be distributed, and does it have a digital object identifier (DOI)?"),
            N_("As this ZIP. CITATION.cff and citation.bib say how to cite it. DOI: {todo}"),
        ),
        (
            N_("When will the dataset be distributed?"),
            N_("The last of its articles was released on {released}. Date of publication: {todo}"),
        ),
        (
            N_("Under which licence or terms of use will the dataset be distributed?"),
            "{licence}",
        ),
        (
            N_("Have any third parties imposed restrictions on the data?"),
            N_("The texts of the articles belong to their publishers or authors. What they allow: {todo}"),
        ),
        (
            N_("Do any export controls or other regulatory restrictions apply?"),
            "",
        ),
        (
            N_("Any other comments on distribution?"),
            "",
        ),
    ),
)
MAINTENANCE = Section(
    N_("Maintenance"),
    (
        (
            N_("Who will be supporting, hosting and maintaining the dataset?"),
            "",
        ),
        (
            N_("How can the owner, curator or manager of the dataset be contacted?"),
            "",
        ),
        (
            N_("Is there an erratum?"),
            "",
        ),
        (
            N_("Will the dataset be updated?"),
            "",
        ),
        (
            N_("Are there limits on the retention of the data of the people in it?"),
            "",
        ),
        (
            N_("Will older versions of the dataset continue to be supported?"),
            "",
        ),
        (
            N_("Is there a mechanism for others to extend or contribute to the dataset?"),
            "",
        ),
        (
            N_("Any other comments on maintenance?"),
            "",
        ),
    ),
)
SECTIONS = (MOTIVATION, COMPOSITION, COLLECTION, PREPROCESSING, USES, DISTRIBUTION, MAINTENANCE)

"""Lines and paragraphs that a cleaning step removes, and ones that only look like them."""

from articles.cleaning.steps import (
    advertisements,
    bylines,
    copyright_lines,
    page_breaks,
    page_numbers,
    photo_credits,
    related_links,
    share_bars,
    subscriptions,
    white_space,
)
from web.plugins import load_plugins

STEPS = load_plugins("articles.cleaning.steps")
PROSE = (
    "The town council of Saltmarsh voted on Tuesday to close the old harbour bridge. Nobody was surprised, and "
    "the “Bridge Party” 🌉 was not even there. Its chair said she had known for weeks."
)
MORE = "Four people spoke against it. The mayor thanked them, and then she went home. It rained all night."
CUT = "The harbour has been dug out twice since the war. According to the engineers, the bridge is"
REST = "among the oldest on that coast, and nobody knows what holds it up."
TAIL = "Subscribe to the Post\n\nGet our magazine!\n\nFor you, the very best.\n\nSubscribe now\n\nTerms"
JOINED = (
    '"To date, despite the large number of bridges on its soil, the government is among the very few '
    "that have not counted them,” the letter went on."
)


# slug -> (text, what is taken out, the reason)
REMOVED = {
    "white_space": [
        ("\n\n \nA\n\n\n\nB", "\n\n \n§\n\n", white_space.REASON),
        ("A  \nB\t\n\n \nC\n", "  §\t§ \n§\n", white_space.REASON),
    ],
    "advertisements": [
        (f"{PROSE}\n\nADVERTISEMENT\n\n{MORE}", "ADVERTISEMENT", advertisements.REASON),
        (f"{PROSE}\n\nStory continues below advertisement\n\n{MORE}",
         "Story continues below advertisement", advertisements.REASON),
        (f"{PROSE}\n\nPublicidad\n\n{MORE}", "Publicidad", advertisements.REASON),
    ],
    "share_bars": [
        (f"Share on Facebook\n\nTweet\n\nEmail\n\nPrint\n\nCopy link\n\n{PROSE}",
         "Share on Facebook\n\nTweet\n\nEmail\n\nPrint\n\nCopy link", share_bars.REASON),
        (f"Share\nTweet\nEmail\n\n{PROSE}", "Share\nTweet\nEmail", share_bars.REASON),
        (f"Facebook | Twitter | Email\n\n{PROSE}", "Facebook | Twitter | Email", share_bars.REASON),
        (f"{PROSE}\n\nShare this article", "Share this article", share_bars.REASON),
        (f"{PROSE}\n\n[Tweet](https://example.org/t)\n\n{MORE}", "Tweet", share_bars.REASON),
        (f"Compartir en Facebook\n\nImprimir\n\n{PROSE}", "Compartir en Facebook\n\nImprimir", share_bars.REASON),
    ],
    "bylines": [
        (f"Written by [Jane Doe](#) on December 15, 2022\n\n{PROSE}",
         "Written by Jane Doe on December 15, 2022", bylines.BYLINE),
        (f"Bridge to Close\n\nBy Jane Doe\n\n{PROSE}", "By Jane Doe", bylines.BYLINE),
        (f"Bridge to Close\n\nBy JANE DOE and JOHN ROE | May 3, 2024\n\n{PROSE}",
         "By JANE DOE and JOHN ROE | May 3, 2024", bylines.BYLINE),
        (f"By Jane Doe, Staff Writer\n\n{PROSE}", "By Jane Doe, Staff Writer", bylines.BYLINE),
        (f"By The Associated Press\n\n{PROSE}", "By The Associated Press", bylines.BYLINE),
        (f"By Zoë de la Cruz-O’Neill · 2024-05-03 · 5 min read\n\n{PROSE}",
         "By Zoë de la Cruz-O’Neill · 2024-05-03 · 5 min read", bylines.BYLINE),
        (f"by Jane A. Doe, 3 May 2024 at 10:32 GMT\n\n{PROSE}",
         "by Jane A. Doe, 3 May 2024 at 10:32 GMT", bylines.BYLINE),
        (f"Written by 王小明 on May 3, 2024\n\n{PROSE}", "Written by 王小明 on May 3, 2024", bylines.BYLINE),
        (f"Por Ana Pérez y Luis Gómez, 3 de mayo de 2024\n\n{PROSE}",
         "Por Ana Pérez y Luis Gómez, 3 de mayo de 2024", bylines.BYLINE),
        (f"{PROSE}\n\n{MORE}\n\n{PROSE}\n\nWritten by Jane Doe on May 3, 2024",
         "Written by Jane Doe on May 3, 2024", bylines.BYLINE),
        (f"Published 5:30 PM EDT, Fri May 3, 2024\n\n{PROSE}",
         "Published 5:30 PM EDT, Fri May 3, 2024", bylines.PUBLISHED),
        (f"Published: Friday, May 3rd, 2024\n\n{PROSE}", "Published: Friday, May 3rd, 2024", bylines.PUBLISHED),
    ],
    "photo_credits": [
        (f"{PROSE}\n\n{credit}\n\n{MORE}", credit, photo_credits.REASON)
        for credit in (
            "FangXiaNuo/iStock/Getty Images Plus", "(AP Photo/Jane Doe)", "Jane Doe / Reuters", "Getty Images",
            "Photo: Jane Doe", "Photo by Jane Doe on Unsplash", "Image credit: NASA", "Image credit Jane Doe",
            "Photo: Jane Doe/The Harbour Post", "Photograph: Jane Doe/Alamy", "Foto: Ana Pérez",
            "Jane Doe/AFP via Getty Images", "Photo courtesy of Jane Doe.", "[Photo: Jane Doe]",
        )
    ],
    "copyright_lines": [
        (f"{PROSE}\n\n{line}", line, copyright_lines.REASON)
        for line in ("© 2024 The Harbour Post. All rights reserved.", "Copyright © 2024 Harbour Post",
                     "© 2024 El Puerto. Todos los derechos reservados.")
    ],
    "related_links": [
        (f"{PROSE}\n\nRelated: Ten bridges to see before they fall\n\n{MORE}",
         "Related: Ten bridges to see before they fall", related_links.REASON),
        (f"{PROSE}\n\nRead more: [Why bridges fall.](https://example.org)\n\n{MORE}",
         "Read more: Why bridges fall.", related_links.REASON),
        (f"{PROSE}\n\nRecommended for you\n\n[One](https://example.org/1)\n\n[Two](https://example.org/2)",
         "Recommended for you\n\nOne\n\nTwo", related_links.REASON),
        (f"{PROSE}\n\nLee también: El puente que se cae\n\n{MORE}",
         "Lee también: El puente que se cae", related_links.REASON),
    ],
    "subscriptions": [
        (f"{PROSE}\n\nSubscribe to the Harbour Post\n\nGet unlimited digital access today!\n\nSubscribe",
         "Subscribe to the Harbour Post\n\nGet unlimited digital access today!\n\nSubscribe", subscriptions.REASON),
        (f"{PROSE}\n\nSign up for our newsletter\n\nEnter your email\n\n{MORE}",
         "Sign up for our newsletter\n\nEnter your email", subscriptions.REASON),
        (f"{PROSE}\n\nSign up for the Harbour Post newsletter to get the best of our reporting.\n\n{MORE}",
         "Sign up for the Harbour Post newsletter to get the best of our reporting.", subscriptions.REASON),
        (f"{PROSE}\n\n[Subscribe](#)\n\n{MORE}", "Subscribe", subscriptions.REASON),
        (f"{PROSE}\n\n{MORE}\n\n{TAIL}", TAIL, subscriptions.REASON),
        (f"{PROSE}\n\nWhat's Included?\n\n- Digital edition\n- Cancel anytime",
         "What's Included?\n\n- Digital edition\n- Cancel anytime", subscriptions.REASON),
        (f"{PROSE}\n\nSuscríbete a nuestro boletín\n\n{MORE}", "Suscríbete a nuestro boletín", subscriptions.REASON),
    ],
    "page_numbers": [
        (f"{PROSE}\n\nPage 3 of 7\n\n{MORE}", "Page 3 of 7", page_numbers.REASON),
        (f"{PROSE}\n\nPágina 3 de 7\n\n{MORE}", "Página 3 de 7", page_numbers.REASON),
        (f"{PROSE}\n\n3/7\n\n{MORE}\n\n4/7", "3/7§4/7", page_numbers.REASON),
        (f"{PROSE}\n\n- 3 -\n\n{MORE}\n\n- 4 -\n\n{PROSE}", "- 3 -§- 4 -", page_numbers.REASON),
        (f"{CUT}\n\n3\n\n{REST}\n\n4\n\n{PROSE}", "3§4", page_numbers.REASON),
    ],
    "headline": [],  # It learns and marks; it takes out nothing.
    "page_breaks": [
        (f"{PROSE}\n\n{CUT}\n\n{REST}", "\n\n", page_breaks.REASON),
    ],
}  # fmt: skip


# Each of these, alone among paragraphs of prose, is the author's own.
NEAR_MISSES = """
By the river, nothing moved.
By Monday the bridge was gone.
By Monday Morning
By Popular Demand
By the Numbers
By The Numbers
By Land and Sea
By Any Means Necessary
Written by hand, the letter took a week.
Written By Hand
Written by Jane Doe on May 3, 2024, the letter was never sent.
By Jane Doe’s account, the bridge swayed.
By Jane Doe
Por Favor
Por Fin Libres
Por la mañana no había nadie.
Page after page was empty.
On page 3 of 7 he gave up.
Page 3
3
2024
7/10
3/7
Chapter 3
Photo: the mayor and her dog on the bridge, a day before it fell.
Photo opportunities were few.
Photo: How One Picture Changed the War
Photo: The Day After
Image: Harbour
The picture, by Jane Doe/Getty Images, went round the world.
Reuters
AP
Image is everything
Picture this
Foto a foto, el puente desaparecía.
“Photo by Jane Doe,” it said under the picture.
She told us to share on Facebook what we had seen.
Share on Facebook what you have seen, the mayor pleaded.
Print
Email
Facebook
Twitter/X
Share and share alike
Tweet of the day
X marks the spot
They subscribe to the view that bridges never fall.
Subscribe to the theory that all bridges fall, and you will never cross one.
Subscribe to Nothing
Sign up for our newsletter, the pamphlet said, and you will be saved.
“Sign up for our newsletter”, the pamphlet said
“Subscribe!” she shouted.
Subscribe
What’s included
What's Included?
Sign up
Advertisement pays.
The advertisement was on page 3.
Related
Related: the two men are cousins, and neither will say so.
Read more
Read More
Read more: it is good for you.
Recommended by nobody
Most read
Copyright is a bargain.
© is a letter in a circle.
“We shall not be moved”
“No”
No
Why?
and then nothing
the bridge, the bridge
iPhone sales fell.
- 3 apples
What the mayor knew
Jane Doe
May 3, 2024
وقال رئيس البلدية إن الجسر آمن
橋は閉鎖された
🌉
""".strip().split("\n")

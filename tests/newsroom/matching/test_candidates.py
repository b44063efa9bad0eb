"""Of many claims, those that are the same are among the pairs to compare, which grow no faster than the claims."""

from newsroom.claims.matching.candidates import MOST_COMPARED, RAREST, candidate_pairs, keys
from newsroom.claims.matching.claim import read_claim
from tests.newsroom.pairs.measure import DEVELOPMENT, read_pairs


def test_claims_that_share_two_rare_things_are_compared() -> None:
    claims = [{"a", "b", "c"}, {"x", "y"}, {"b", "c", "z"}, {"a", "z"}]
    assert set(candidate_pairs(claims)) == {(0, 2)}


def test_claims_of_one_shared_thing_are_compared() -> None:
    assert list(candidate_pairs([{"a", "b"}, {"a", "c"}])) == [(0, 1)]


def test_claims_of_other_languages_are_not_compared() -> None:
    texts = [("en", "Brek 12"), ("es", "Brek 12")]
    assert not list(candidate_pairs([keys(read_claim(*text)) for text in texts]))


def test_a_rounded_number_is_found() -> None:
    texts = ["60,412 homes lost power", "More than 60,000 homes lost power"]
    one, two = (keys(read_claim("en", text)) for text in texts)
    assert one == two


def test_pairs_of_the_same_claim_are_candidates() -> None:
    pairs = [pair for pair in read_pairs(DEVELOPMENT) if pair.same]
    claims = [keys(read_claim(p.language, text)) for p in pairs for text in (p.first, p.second)]
    candidates = set(candidate_pairs(claims))
    found = sum((2 * number, 2 * number + 1) in candidates for number in range(len(pairs)))
    assert found >= 0.95 * len(pairs)


def test_ten_thousand_claims_about_the_same_are_not_all_compared() -> None:
    claims = [{"a", "b", f"{number % 5000}"} for number in range(10_000)]
    candidates = list(candidate_pairs(claims))
    assert len(candidates) <= len(claims) * MOST_COMPARED * RAREST
    assert len(set(candidates)) == len(candidates)
    # Those that share the rare key as well are found however far apart they are.
    assert {(number, number + 5000) for number in range(5000)} <= set(candidates)

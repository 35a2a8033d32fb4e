"""Where a figure belongs, in sentences with several figures and several places."""

import pytest

from nkdata.extracting.pipeline import extract
from nkdata.model import Article

CASES = [
    ("Floods destroyed 300 homes and 20 bridges in Hamhung.", {"300 homes": "hamhung", "20 bridges": "hamhung"}),
    ("Floods destroyed 300 homes and flooded 500 hectares in Hamhung.", {"300 homes": "KP", "500 hectares": "hamhung"}),
    ("Some 20 people died and 300 homes were damaged in Hamhung.", {"Some 20 people": "KP", "300 homes": "hamhung"}),
    ("Ten people died and 15 are missing after floods in Hoeryong.", {"Ten people": "hoeryong", "15": "hoeryong"}),
    ("About 40 homes and 30 hectares in Uiju and Manpo were flooded.", {"About 40 homes": "uiju;manpo"}),
    ("The flood took 400 homes in Uiju, 200 in Manpo.", {"400 homes": "uiju", "200": "manpo"}),
    ("In Kaesong 40 homes fell; in Unpha county 20 homes did.", {"40 homes": "kaesong", "20 homes": "unpha"}),
    ("The flood took 900 homes, the largest share of them in Uiju.", {"900 homes": "KP"}),
]


@pytest.mark.parametrize(("text", "places"), CASES, ids=[text for text, _ in CASES])
def test_each_figure_has_the_place_that_is_told_of_it(text: str, places: dict[str, str]) -> None:
    told = "North Korea counted the damage. " + text
    claims = extract(Article(id="a", text=told, published="2024-08-01", language="en")).claims
    assert {c.text: c.place.id for c in claims if c.place and c.text in places} == places

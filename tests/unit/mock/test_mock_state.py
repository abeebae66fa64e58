"""What clients do is remembered, without a line of code for it."""

from __future__ import annotations

from mock_client import Client, serve
from mock_descriptions import PATHS, SCHEMAS, content

from mockdown.mock.settings import MockSettings


def test_what_is_posted_can_be_got(pets: Client) -> None:
    """A created item has an id, is found under it and stands in the list."""
    made = pets.post("/pets", {"name": "Tom", "kind": "cat"})
    assert made.status == 201
    assert made.headers["location"] == f"/pets/{made.json['id']}"
    assert pets.get(made.headers["location"]).json == made.json
    assert made.json in pets.get("/pets").json["data"]


def test_lists_count(pets: Client) -> None:
    """The envelope's total is that of the whole list, not of the page."""
    before = pets.get("/pets").json["total"]
    pets.post("/pets", {"name": "Tom"})
    page = pets.get("/pets?limit=1").json
    assert len(page["data"]) == 1
    assert page["total"] == before + 1


def test_lists_page_filter_sort_and_search(pets: Client) -> None:
    """Query parameters that are named for it do what their names say."""
    for name, kind in (("Ann", "cat"), ("Bob", "dog"), ("Cid", "cat")):
        pets.post("/pets", {"name": name, "kind": kind})
    cats = [pet["name"] for pet in pets.get("/pets?kind=cat&sort=-name").json["data"]]
    assert cats[:2] == sorted(cats, reverse=True)[:2]
    assert {"Ann", "Cid"} <= set(cats)
    assert "Bob" not in cats
    whole = pets.get("/pets").json["data"]
    assert pets.get("/pets?limit=2&offset=1").json["data"] == whole[1:3]
    assert [pet["name"] for pet in pets.get("/pets?q=bob").json["data"]] == ["Bob"]


def test_what_is_deleted_is_gone_with_what_stood_below_it(pets: Client) -> None:
    """After DELETE the item and its sub-collection are 404, and the id is not given again."""
    made = pets.post("/pets", {"name": "Tom"}).json
    path = f"/pets/{made['id']}"
    pets.post(f"{path}/visits", {"reason": "cough"})
    assert pets.delete(path).status == 204
    assert pets.get(path).status == 404
    assert pets.get(f"{path}/visits").status == 404
    assert pets.delete(path).status == 404
    assert pets.post("/pets", {"name": "Tim"}).json["id"] != made["id"]


def test_sub_collections_belong_to_their_parent(pets: Client) -> None:
    """What is made under one parent is not seen under another, and points at its own."""
    first, second = (pets.post("/pets", {"name": name}).json["id"] for name in ("A", "B"))
    visit = pets.post(f"/pets/{first}/visits", {"reason": "cough"}).json
    assert visit["pet_id"] == first
    assert pets.get(f"/pets/{first}/visits").json == [visit]
    assert visit not in pets.get(f"/pets/{second}/visits").json


def test_related_ids_agree_from_the_start(pets: Client) -> None:
    """Synthetic entities point at entities that exist."""
    pet = pets.get("/pets").json["data"][0]["id"]
    assert {visit["pet_id"] for visit in pets.get(f"/pets/{pet}/visits").json} == {pet}


def test_an_action_changes_what_its_name_says(pets: Client) -> None:
    """`vaccinate` makes a pet `vaccinated`."""
    made = pets.post("/pets", {"name": "Tom", "vaccinated": False}).json
    assert pets.post(f"/pets/{made['id']}/vaccinate").json["vaccinated"] is True
    assert pets.get(f"/pets/{made['id']}").json["vaccinated"] is True


def test_unknown_ids_are_not_found(pets: Client) -> None:
    """An id that no list shows and no POST made is 404, below it too."""
    for path in ("/pets/4711", "/pets/4711/visits"):
        reply = pets.get(path)
        assert reply.status == 404
        assert reply.headers["content-type"] == "application/problem+json"


def test_sessions_and_reset(pets: Client) -> None:
    """Each session has its own state; a reset puts one or all back to the seeds."""
    one, two = {"x-mock-session": "one"}, {"x-mock-session": "two"}
    made = pets.post("/pets", {"name": "Tom"}, headers=one).json["id"]
    assert pets.get(f"/pets/{made}", headers=one).status == 200
    assert pets.get(f"/pets/{made}", headers=two).status == 404
    assert pets.get(f"/pets/{made}").status == 404
    pets.app.reset("two")
    assert pets.get(f"/pets/{made}", headers=one).status == 200
    pets.app.reset()
    assert pets.get(f"/pets/{made}", headers=one).status == 404


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Two mocks of one description start alike; another seed starts otherwise."""
    first, second = (serve(PATHS, schemas=SCHEMAS).get("/pets").body for _ in range(2))
    assert first == second
    assert serve(PATHS, schemas=SCHEMAS, settings=MockSettings(seed=7)).get("/pets").body != first


def test_a_state_that_is_full_says_so() -> None:
    """507 instead of growth without bound."""
    client = serve(PATHS, schemas=SCHEMAS, settings=MockSettings(max_records=5))
    statuses = [client.post("/pets", {"name": "x"}).status for _ in range(4)]
    assert statuses == [201, 201, 507, 507]


def test_numbers_of_any_size_come_back_exactly() -> None:
    """An integer beyond 64 bits is not rounded."""
    thing = {"type": "object", "properties": {"id": {"type": "integer"}, "n": {"type": "integer"}}}
    client = serve(
        {
            "/thing": {
                "put": {
                    "requestBody": {**content(thing), "required": True},
                    "responses": {"200": content(thing)},
                }
            }
        }
    )
    assert (
        client.put("/thing", {"id": 1, "n": 62546236743266896321708032}).json["n"]
        == 62546236743266896321708032
    )

"""One thing whose path parameter has another name in every operation."""

from __future__ import annotations

from mock_client import serve
from mock_descriptions import PATHS, SCHEMAS, path_parameter


def test_what_stands_below_a_parameter_of_another_name() -> None:
    """`/pets/{petId}` and `/pets/{pet}/visits` are about the same pet."""
    visits = {**PATHS["/pets/{petId}/visits"], "parameters": [path_parameter("pet", {"type": "integer"})]}
    paths = {path: item for path, item in PATHS.items() if path != "/pets/{petId}/visits"}
    client = serve({**paths, "/pets/{pet}/visits": visits}, schemas=SCHEMAS)
    pet, other = (client.post("/pets", {"name": name}).json["id"] for name in ("Tom", "Tim"))
    visit = client.post(f"/pets/{pet}/visits", {"reason": "ill"}).json
    assert visit["pet_id"] == pet
    assert visit in client.get(f"/pets/{pet}/visits").json
    assert visit not in client.get(f"/pets/{other}/visits").json
    client.delete(f"/pets/{pet}")
    assert client.get(f"/pets/{pet}/visits").status == 404
    assert client.get("/pets/4711/visits").status == 404

"""Every route of a conversation asks for its token; nothing else is public by accident."""

from uuid import uuid4

import httpx

PUBLIC = {
    ("post", "/api/v1/conversations"),
    ("get", "/health/live"),
    ("get", "/health/ready"),
    ("get", "/health/deliveries"),
}


async def test_every_other_operation_refuses_a_stranger(http: httpx.AsyncClient) -> None:
    paths = (await http.get("/openapi.json")).json()["paths"]
    operations = {(method, path) for path, found in paths.items() for method in found}
    assert operations >= PUBLIC
    for method, path in sorted(operations - PUBLIC):
        url = path.replace("{conversation_id}", str(uuid4()))
        response = await http.request(method, url, json={"text": "hallo"} if method == "post" else None)
        assert response.status_code == 401, (method, path)
        assert response.headers["content-type"] == "application/problem+json"

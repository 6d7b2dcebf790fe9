"""PostgreSQL's own log, which no retention reaches, has no word and no proof of what was sent."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path

import pytest

pytestmark = pytest.mark.fault
SEEDED, OTHER = "SEEDEDNOTE Aamuisin ehditään kysyä", "SEEDEDOTHER"
PERSONAL = "SEEDEDMAIL pekka.seeded@example.fi"


def test_no_text_and_no_proof_is_in_postgresqls_own_log(on_postgres, crowd, postgres):
    """Shown to fail with a plain insert: each note sent again stood there with its proof."""
    site = on_postgres(25)
    room = crowd(site)
    first, second = room.come(2, site.serve().address, listening=0)
    id = str(uuid.uuid4())

    async def send(phone, text, path="notes/", **more) -> int:
        fields = {"id": id, "table": phone.table, "kind": "situation", "text": text, **more}
        answer = await phone.answer_to(path, fields)
        await asyncio.sleep(1)  # within what one phone may write in a second
        return answer.status_code

    async def send_all() -> list[int]:
        return [
            *[await send(first, SEEDED) for _time in range(3)],
            await send(first, OTHER),
            await send(second, OTHER),
            await send(second, SEEDED + "\x00"),
            await send(second, PERSONAL),
            await send(second, PERSONAL, id=str(uuid.uuid4()), anyway="1"),
            await send(second, OTHER, path=f"notes/{id}/edit/"),
        ]

    assert room.loop.run(send_all()) == [204, 204, 204, 409, 409, 422, 422, 204, 403]
    proofs = [proof for (proof,) in site.ask("SELECT proof FROM worryzones_note")]
    assert len(proofs) == 2
    log = Path(postgres.server.log).read_text(errors="replace")
    assert "database system is ready" in log
    for seeded in (*proofs, "SEEDED", "pekka.seeded", "ehditään"):
        assert seeded not in log, [line for line in log.splitlines() if seeded in line]

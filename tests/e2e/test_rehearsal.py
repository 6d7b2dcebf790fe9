"""From preparation to a rehearsal that fills with notes, and back; and a phone that sits down by a card."""

from __future__ import annotations

import re
import subprocess

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.eyes import Desk
from tests.e2e.rooms import TWO, Room
from tests.waiting import SLOWNESS, until
from workshops.live.close_codes import CloseCode

PROCESSES = ["pgrep", "-f", "manage.py rehearse"]


def rehearsing(code: str) -> bool:
    """Whether somebody simulated is still there."""
    return (
        subprocess.run([*PROCESSES[:-1], f"{PROCESSES[-1]} {code}"], stdout=subprocess.DEVNULL).returncode
        == 0
    )


def test_rehearsal_fills_with_notes_is_marked_and_goes_away(room: Room):
    room.expected = ["404", "422"]  # what is left open when the rehearsal ends; the number that is refused
    room.begin()
    room.open("projector")
    page = room.page(room.laptop, "preparation")
    page.goto(f"/run/{room.code}/prepare/")
    page.fill("#rehearse input[name=people]", "501")
    page.locator("#rehearse button.primary").click()
    expect(page.locator("#rehearse .error")).to_have_text("A number from 0 to 60.")
    expect(page.locator("#rehearse input[name=people]")).to_have_value("501")
    page.fill("#rehearse input[name=people]", "6")
    page.locator("#rehearse button.primary").click()
    page.wait_for_url(re.compile(rf"/run/(?!{room.code})[A-Z0-9]{{8}}/$"))
    code = page.url.rstrip("/").rsplit("/", 1)[1]
    expect(page.locator(".rehearsal")).to_contain_text("nothing here is kept")
    expect(page.locator("#connected")).to_contain_text("6 of 6")
    for step in ("welcome", "cafe-1"):
        page.locator("#say button.primary").click()
        room.is_at(page, step)
    expect(page.locator(".table .note").first).to_be_visible(timeout=15_000 * SLOWNESS)

    desk = Desk()
    desk.look("the console below the rehearsal's band", page)
    assert desk.found == []

    real, phone = room.code, marked_phone(room, code)
    assert rehearsing(code)
    page.locator(".rehearsal a").click()
    page.get_by_role("button", name="End the rehearsal").click()
    page.wait_for_url(f"**/run/{real}/checklist/")
    until(lambda: not rehearsing(code), 10, "the simulated people have left")
    expect(room.projector.locator(".curtain")).to_be_visible()  # and not a page that says what went wrong
    expect(phone.locator(".error")).to_contain_text("No open workshop has this code")
    page.goto("/run/")
    expect(page.locator(f"a[href='/run/{real}/']")).to_have_count(1)
    expect(page.locator(f"a[href='/run/{code}/']")).to_have_count(0)


def marked_phone(room: Room, code: str) -> Page:
    """That comes to the rehearsal. The wall says too that it is one."""
    room.projector.goto(f"/run/{code}/projector/")
    expect(room.projector.locator(".rehearsal")).to_be_visible()
    expect(room.projector.locator("#foot")).to_be_in_viewport(ratio=1)
    real, room.code = room.code, code
    phone = room.phone()
    room.code = real
    expect(phone.locator(".rehearsal")).to_be_visible()
    return phone


def test_projector_that_may_show_no_more_covers_itself_however_it_is_told(room: Room):
    """Also by its socket, when a heartbeat finds before the page does that there is nothing left."""
    sockets: list[WebSocketRoute] = []

    def keep(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    room.begin("welcome")
    room.open("projector", prepare=lambda page: page.route_web_socket(re.compile("/live/"), keep))
    room.projector.evaluate("window.same = true")
    sockets[-1].close(code=CloseCode.FORBIDDEN)
    expect(room.projector.locator(".curtain")).to_be_visible()
    assert room.projector.evaluate("window.same")  # not loaded anew


def test_phone_sits_down_by_the_card_of_a_table(room: Room):
    room.begin("cafe-1", ("en", "Aino"), *TWO * 3, ("en", ""))
    first = room.load(1)[0]
    paper = room.page(room.sign_in(), "to print")
    paper.goto(f"/run/{room.code}/print/")
    labels = paper.locator(".paper-table .square").evaluate_all("all => all.map(e => e.ariaLabel)")
    here = first.locator("#region").get_attribute("data-zone")
    table = "2" if here == "1" else "1"
    first.goto(labels[int(table) - 1].rsplit(" ", 1)[1])
    first.get_by_role("button", name="Sit at this table").click()
    first.wait_for_url(f"**/w/{room.code}/")
    expect(first.locator("#region")).to_have_attribute("data-zone", table)

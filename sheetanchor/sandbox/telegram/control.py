"""The people's side over HTTP, and the faults of the Bot API, under /_sandbox/telegram.

Bodies and answers are JSON. `?bot=` names a bot by its username, else it is the demo's. A request that does
not fit is answered with 400 and {"error": sentence}.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sheetanchor.sandbox.errors import SandboxError
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.telegram.chats import Event, Message
from sheetanchor.sandbox.telegram.people import Person
from sheetanchor.sandbox.telegram.person_side import Conversation
from sheetanchor.sandbox.telegram.rendering import html_of
from sheetanchor.sandbox.telegram.state import DEMO_BOT, TelegramState

_PREFIX = "/_sandbox/telegram"
_LONGEST_WAIT = 60.0


def control_routes(state: TelegramState) -> list[Route]:
    """All of them."""
    control = _Control(state)
    routes = [
        ("/people", "GET", control.people),
        ("/people", "POST", control.add_person),
        ("/people/{person:int}", "GET", control.chat),
        ("/people/{person:int}/say", "POST", control.say),
        ("/people/{person:int}/press", "POST", control.press),
        ("/people/{person:int}/wait", "GET", control.wait),
        ("/people/{person:int}/block", "POST", control.block),
        ("/people/{person:int}/unblock", "POST", control.unblock),
        ("/bots", "POST", control.register_bot),
        ("/addresses", "POST", control.expose),
        ("/redeliver", "POST", control.redeliver),
        ("/rate-limit", "POST", control.limit_rate),
    ]
    return [Route(_PREFIX + path, _told(answer), methods=[method]) for path, method, answer in routes]


def _told(endpoint: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except (KeyError, TypeError, ValueError, SandboxError) as problem:
            return JSONResponse({"error": f"{type(problem).__name__}: {problem}"}, HTTPStatus.BAD_REQUEST)

    return answer


class _Control:
    def __init__(self, state: TelegramState) -> None:
        self._state = state

    async def people(self, _: Request) -> Response:
        """Everybody, with id and name."""
        return JSONResponse([_shown_person(person) for person in self._state.people.values()])

    async def add_person(self, request: Request) -> Response:
        """{"id", "firstName", "lastName"?, "username"?}."""
        body = await request.json()
        person = self._state.add_person(
            body["id"],
            body["firstName"],
            last_name=body.get("lastName", ""),
            username=body.get("username", ""),
        )
        return JSONResponse(_shown_person(person), HTTPStatus.CREATED)

    async def chat(self, request: Request) -> Response:
        """The chat as the person sees it; `events` is the number to wait after."""
        conversation = self._conversation(request)
        chat = conversation.chat
        return JSONResponse(
            {
                "person": _shown_person(chat.person),
                "messages": [_shown_message(message) for message in conversation.messages],
                "keyboard": conversation.keyboard,
                "commands": conversation.commands,
                "blocked": chat.blocked,
                "events": len(chat.events),
            }
        )

    async def say(self, request: Request) -> Response:
        """{"text"}: a text or a command."""
        conversation = self._conversation(request)
        message = conversation.say((await request.json())["text"])
        return JSONResponse({"messageId": message.message_id, "events": len(conversation.chat.events)})

    async def press(self, request: Request) -> Response:
        """{"label" or "data", "messageId"?}: the newest such button."""
        conversation, body = self._conversation(request), await request.json()
        events = len(conversation.chat.events)
        query_id = conversation.press(
            body.get("label"), data=body.get("data"), message_id=body.get("messageId")
        )
        return JSONResponse({"queryId": query_id, "events": events})

    async def wait(self, request: Request) -> Response:
        """`?after=` an event number, `?seconds=`: the bot's next events, or 204 where none came."""
        conversation = self._conversation(request)
        after = int(request.query_params.get("after", len(conversation.chat.events)))
        seconds = min(float(request.query_params.get("seconds", 10)), _LONGEST_WAIT)
        found = await self._state.bell.wait_async(lambda: conversation.events_after(after) or None, seconds)
        if not found:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        return JSONResponse([_shown_event(event) for event in found])

    async def block(self, request: Request) -> Response:
        """Stop the bot."""
        self._conversation(request).block()
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def unblock(self, request: Request) -> Response:
        """Let it write again."""
        self._conversation(request).unblock()
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def register_bot(self, request: Request) -> Response:
        """{"token", "name"?, "username"?}; a token that looks real is refused."""
        body = await request.json()
        name, username = body.get("name", "Sandbox bot"), body.get("username", "sandbox_bot")
        bot = self._state.add_bot(body["token"], name, username)
        return JSONResponse(bot.user(), HTTPStatus.CREATED)

    async def expose(self, request: Request) -> Response:
        """{"public": "https://host", "local": "http://127.0.0.1:port"}: where webhooks may be set to."""
        body = await request.json()
        self._state.addresses.expose(body["public"], body["local"])
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def redeliver(self, request: Request) -> Response:
        """{"count"?}: send the last confirmed updates again."""
        count = (await request.json()).get("count", 1)
        return JSONResponse({"redelivered": self._state.redeliver(count, bot=_bot(request))})

    async def limit_rate(self, request: Request) -> Response:
        """{"retryAfter", "method"?, "times"?}: answer with 429."""
        body = await request.json()
        with self._state.lock:
            limits = self._state.rate_limits
            limits.add(body["retryAfter"], method=body.get("method", ""), times=body.get("times", 1))
        return Response(status_code=HTTPStatus.NO_CONTENT)

    def _conversation(self, request: Request) -> Conversation:
        return self._state.conversation(request.path_params["person"], bot=_bot(request))


def _bot(request: Request) -> str:
    return request.query_params.get("bot", DEMO_BOT)


def _shown_person(person: Person) -> JsonObject:
    return {"id": person.person_id, "name": person.name, "username": person.username}


def _shown_message(message: Message) -> JsonObject:
    shown: JsonObject = {
        "messageId": message.message_id,
        "from": "bot" if message.from_bot else "person",
        "at": message.sent_at.isoformat(),
        "edited": message.edited_at is not None,
        "html": html_of(message.text, message.entities),
        "buttons": [[_shown_button(button) for button in row] for row in message.buttons],
    }
    return {**shown, **message.content}


def _shown_button(button: JsonObject) -> JsonObject:
    return {"label": button["text"], "data": button.get("callback_data"), "url": button.get("url")}


def _shown_event(event: Event) -> dict[str, Any]:
    message = None if event.message is None else _shown_message(event.message)
    return {"number": event.number, "kind": event.kind, "message": message, **event.detail}

"""The people of the desk: accounts, signing in, sessions, roles and the audit of who saw and did what.

How a page of the desk uses it:

    from connectors.people import audit
    from connectors.people.guard import Agent
    from connectors.people.page import page

    router = APIRouter(include_in_schema=False)          # included by `connectors.gateway.app`

    @router.get("/medewerker/wachtrij")
    async def queue(request: Request, person: Agent, desk: Desk) -> Response:
        async with transaction(desk.engine) as session:
            await audit.record(session, person, Action.VIEWED_CONVERSATION, audit.CONVERSATION, conversation_id)
        return page(request, "wachtrij.html", cases=cases)

- **Who**: take `person: Agent` (or `Lead`, `Editor`, `Administrator`, `CurrentPerson`) from `guard`. A stranger is
  sent to the sign-in page and comes back; a wrong role gets 403 in Dutch. `holder_of(Role.LEAD, Role.EDITOR)` makes
  others. An architecture test refuses a route below `/medewerker` without one.
- **Refusing**: raise `Problem("not_found")` (`connectors.gateway.problems`); names of the desk stand in
  `errors.STATUS`.
- **Forms**: put `{{ delen.token(csrf) }}` (`{% import "delen.html" as delen %}`) in every form; htmx sends
  `X-CSRF-Token` by itself, because the frame's `<body>` has `hx-headers`. `forms.Forms` checks every POST, PUT, PATCH
  and DELETE, so a route does nothing. Bodies are `application/x-www-form-urlencoded` of at most 64 kB.
- **Templates** stand in `connectors/<package>/templates` and begin with `{% extends "medewerker.html" %}`: blocks
  `title`, `wide`, `main`, `scripts`. In every template: `person`, `path`, `csrf`, `sentence(key, …)`, `paths`,
  `script(name)`, `style(name)`, the
  filters `moment` and `short_moment`. A fragment for htmx is a template that does not extend the
  frame; names of templates differ between packages.
- **Styles and scripts** stand in `connectors/<package>/static`; `{{ script("x.js") }}` and `{{ style("x.css") }}`
  give the tag with its hash. htmx and its SSE extension are in the frame. The policy allows no inline script or style
  and no `eval`: no `hx-on`, no `js:`, no `style=`.
- **Navigation**: add an `Item` to `navigation.ITEMS`; the first one of a role is its start page.
- **An expired session in a chat**: htmx gets 401 with a fragment that the frame shows in `#melding`; the page stays.
  Mark the field in which people type with `data-blijft` and an id: its text is back after signing in again. Empty a
  field only after a 2xx.
- **Streams** (`Accept: text/event-stream`) do not keep a session alive. Ask `sessions.still_open(session,
  here.session_hash, desk.lifetime)` now and then (`here: SignedInHere`) and end the stream when it says no: somebody
  who was deactivated sees nothing more.
"""

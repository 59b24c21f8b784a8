// A phone: shows what the simulator knows, as nodes and never as HTML.
const find = (id) => document.getElementById(id);
const TICKS = { sent: "✓", delivered: "✓✓", read: "✓✓", failed: "!" };
const SAID = { sent: "verstuurd", delivered: "bezorgd", read: "gelezen", failed: "niet bezorgd" };
const NAMES = {
  image: "📷 Foto", video: "🎞 Video", document: "📄 Document", audio: "🎤 Spraakbericht", sticker: "🙂 Sticker",
  location: "📍 Locatie", contacts: "👤 Contact",
};
let number = 0;
let version = "";
let turn = 0;

function node(name, className = "", text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

// WhatsApp's own marks: *bold*, _italic_; links are plain.
function formatted(text) {
  const whole = document.createDocumentFragment();
  for (const part of text.split(/(\*[^*\n]+\*|https?:\/\/[^\s]+)/u)) {
    if (/^\*[^*\n]+\*$/u.test(part)) whole.append(node("strong", "", part.slice(1, -1)));
    else if (/^https?:/u.test(part)) {
      const link = node("a", "", part);
      link.href = part.replace(/[.,)]+$/u, "");
      link.rel = "noreferrer";
      link.target = "_blank";
      whole.append(link);
    } else whole.append(part);
  }
  return whole;
}

function words(message) {
  if (message.from === "citizen") {
    const content = message.content;
    if (message.kind === "text") return content.body;
    if (message.kind === "interactive") return Object.values(content).find((one) => one?.title)?.title ?? "";
    return [NAMES[message.kind] ?? message.kind, content?.caption].filter(Boolean).join("\n");
  }
  const body = message.body;
  if (body.type === "text") return body.text.body;
  if (body.type === "interactive") return body.interactive.body.text;
  return `[Vast bericht ‘${body.template.name}’]`;
}

function bubble(message) {
  const isMine = message.from === "citizen";
  const item = node("li", isMine ? "mine" : "");
  const box = node("div", isMine && !["text", "interactive"].includes(message.kind) ? "bubble other" : "bubble");
  box.append(formatted(words(message)), foot(message, isMine));
  item.append(box);
  const choices = message.choices ?? [];
  if (choices.length) item.append(pressable(message, choices));
  return item;
}

function foot(message, isMine) {
  const time = new Date(message.at * 1000).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" });
  const line = node("span", "foot", `${time} `);
  if (isMine) {
    const ticks = node("span", `ticks ${message.status}`, TICKS[message.status] ?? "");
    ticks.setAttribute("role", "img");
    ticks.setAttribute("aria-label", SAID[message.status] ?? "");
    line.append(ticks);
  }
  return line;
}

function pressable(message, choices) {
  const box = node("div", "choices");
  if (choices[0].kind === "list_reply") {
    const open = node("button", "", `☰ ${message.body.interactive.action.button}`);
    open.addEventListener("click", () => openList(message, choices));
    box.append(open);
  } else {
    for (const choice of choices) {
      const button = node("button", "", choice.title);
      button.addEventListener("click", () => press(message, choice));
      box.append(button);
    }
  }
  return box;
}

function openList(message, choices) {
  const list = find("list").querySelector("ul");
  list.replaceChildren(
    ...choices.map((choice) => {
      const item = node("li");
      const button = node("button", "", choice.title);
      if (choice.description) button.append(node("small", "", choice.description));
      button.addEventListener("click", () => {
        find("list").close();
        press(message, choice);
      });
      item.append(button);
      return item;
    }),
  );
  find("list").showModal();
}

const press = (message, choice) => say({ kind: "choice", message: message.id, choice: choice.id });

async function post(what, body) {
  await fetch(`/phone/${number}/${what}`, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
}

const say = (typed) => post("say", typed);

function wish(more = {}) {
  return post("wishes", {
    twice: find("twice").checked, reorder: find("reorder").checked, reads: find("reads").checked, ...more,
  });
}

function show(phone) {
  const chat = find("chat");
  chat.replaceChildren(...phone.messages.map(bubble));
  chat.scrollTop = chat.scrollHeight;
  find("typing").hidden = !phone.typing;
  const hours = Math.floor(phone.left / 3600);
  const minutes = Math.floor((phone.left % 3600) / 60);
  find("window").textContent = phone.left
    ? `Wegwijs mag nog ${hours} uur en ${minutes} minuten antwoorden.`
    : "Wegwijs mag nu niet schrijven: dat mag tot 24 uur na uw laatste bericht.";
}

async function look() {
  const mine = ++turn;
  while (mine === turn) {
    try {
      const answer = await fetch(`/phone/${number}/look?since=${encodeURIComponent(version)}`);
      const phone = await answer.json();
      if (mine !== turn) return;
      if (phone.version !== version) show(phone);
      version = phone.version;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

find("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = find("words").value.trim();
  if (text) say({ kind: "text", text });
  find("words").value = "";
});
find("words").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    find("composer").requestSubmit();
  }
});
find("attach").addEventListener("click", () => {
  find("sheet").hidden = !find("sheet").hidden;
  find("attach").setAttribute("aria-expanded", String(!find("sheet").hidden));
});
for (const button of find("sheet").querySelectorAll("button")) {
  button.addEventListener("click", () => {
    say({ kind: button.dataset.kind, text: find("words").value.trim() });
    find("words").value = "";
    find("attach").click();
  });
}
find("list-close").addEventListener("click", () => find("list").close());
for (const id of ["twice", "reorder", "reads"]) find(id).addEventListener("change", () => wish());
find("refuse").addEventListener("change", (event) => {
  wish({ refuse_next: Number(event.target.value) });
  event.target.value = "0";
});
find("later").addEventListener("click", () => wish({ a_day_later: true }));
find("number").addEventListener("change", (event) => {
  number = Number(event.target.value);
  version = "";
  look();
});
look();

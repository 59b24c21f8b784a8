// The desk in the browser: keeps drafts, sends with Enter, scrolls with the talk, knows the keys, and calls when asked to.
// Everything works without, except what is live.
(() => {
  const body = document.body;
  const find = (selector) => document.querySelector(selector);
  const person = body.dataset.person;

  // ---- drafts: in this tab, for this person, until they are sent ----
  const DRAFT = 'wegwijs-concept:';
  const draftOf = (field) => `${DRAFT}${person}:${location.pathname}:${field.id}`;
  const isDraft = (field) => field.matches?.('textarea') && field.id;
  const keep = (field) => (field.value ? sessionStorage.setItem(draftOf(field), field.value) : sessionStorage.removeItem(draftOf(field)));
  const restore = () => {
    for (const field of document.querySelectorAll('textarea[id]')) field.value ||= sessionStorage.getItem(draftOf(field)) ?? '';
  };
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(DRAFT) && !key.startsWith(`${DRAFT}${person}:`)) sessionStorage.removeItem(key);
  }
  body.addEventListener('input', ({ target }) => isDraft(target) && keep(target));
  restore();

  // ---- sending: Enter, once, and the field is empty only when the server has it ----
  body.addEventListener('keydown', (event) => {
    const { target, key, shiftKey, isComposing, defaultPrevented } = event;
    if (key !== 'Enter' || shiftKey || isComposing || defaultPrevented || target.id !== 'antwoord') return;
    event.preventDefault();
    target.form.requestSubmit();
  });
  body.addEventListener('htmx:beforeRequest', ({ detail }) => {
    const field = detail.elt.matches('[data-concept]') && detail.elt.querySelector('textarea');
    if (field) detail.elt.dataset.sent = field.value;
  });
  body.addEventListener('htmx:afterRequest', ({ detail }) => {
    const field = detail.elt.matches('[data-concept]') && detail.elt.querySelector('textarea');
    if (!field || !detail.successful) return;
    if (field.value === detail.elt.dataset.sent) field.value = ''; // what was typed meanwhile is the next message
    keep(field);
    find('#melding').replaceChildren();
  });
  body.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post' || form.hasAttribute('hx-post')) return;
    if (form.dataset.gone) event.preventDefault();
    form.dataset.gone = 'yes';
    for (const field of form.querySelectorAll('textarea[id]')) sessionStorage.removeItem(draftOf(field));
  });
  addEventListener('pageshow', () => document.querySelectorAll('form[data-gone]').forEach((form) => delete form.dataset.gone));

  // ---- the talk: a message once, and the newest in sight ----
  const talk = find('#berichten');
  const atEnd = () => talk.scrollHeight - talk.scrollTop - talk.clientHeight < 120;
  const toEnd = () => (talk.scrollTop = talk.scrollHeight);
  let stays = true;
  if (talk) {
    if (!location.hash.startsWith('#m-')) toEnd();
    talk.addEventListener('htmx:sseBeforeMessage', (event) => {
      if (event.target !== talk) return;
      if (document.getElementById(`m-${event.detail.lastEventId}`)) event.preventDefault();
      stays = atEnd();
    });
    talk.addEventListener('htmx:sseMessage', (event) => {
      if (event.target !== talk) return;
      if (stays) toEnd();
      if (talk.lastElementChild?.dataset.role === 'citizen' && document.hidden) call('newMessage');
    });
  }
  // a link of the summary leads to its message, and the focus goes along
  const follow = () => location.hash.startsWith('#m-') && document.getElementById(location.hash.slice(1))?.focus();
  addEventListener('hashchange', follow);
  follow();

  // ---- inserting a suggestion ----
  body.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-insert]');
    const field = find('#antwoord');
    if (!button || !field) return;
    field.value = [field.value.trim(), button.dataset.insert].filter(Boolean).join('\n\n');
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
  });

  // ---- the stream ----
  const lost = find('#verbinding');
  let losing;
  body.addEventListener('htmx:sseError', () => {
    losing ??= setTimeout(() => lost && (lost.hidden = false), 3000);
  });
  body.addEventListener('htmx:sseOpen', () => {
    clearTimeout(losing);
    losing = undefined;
    if (lost) lost.hidden = true;
  });
  body.addEventListener('htmx:sseMessage', ({ target }) => {
    if (target.id === 'balk') counted();
    if (target.id === 'werk') restore();
    if (target.id === 'uitgelogd') {
      const link = target.querySelector('[data-sign-in]');
      if (link) link.href += `?terug=${encodeURIComponent(location.pathname)}`;
    }
  });

  // ---- calling: only who asked for it ----
  const dialog = find('#toetsen');
  const chosen = (name, otherwise) => (localStorage.getItem(`wegwijs-${name}`) ?? otherwise) === 'aan';
  const numbers = () => find('.bar-parts')?.dataset ?? { unread: '0', waiting: '0' };
  const title = document.title;
  let { unread, waiting } = numbers();
  const showTitle = () => (document.title = Number(unread) ? `(${unread}) ${title}` : title);
  showTitle();
  function counted() {
    const now = numbers();
    if (Number(now.unread) > Number(unread)) call('newMessage');
    else if (Number(now.waiting) > Number(waiting)) call('newCase');
    ({ unread, waiting } = now);
    showTitle();
  }
  function call(what) {
    if (chosen('geluid', 'uit')) beep();
    if (chosen('melding', 'uit') && document.hidden && Notification.permission === 'granted') {
      new Notification(dialog.dataset.product, { body: dialog.dataset[what], tag: what });
    }
  }
  function beep() {
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0.12, audio.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.4);
    tone.frequency.value = 660;
    tone.connect(volume).connect(audio.destination);
    tone.start();
    tone.stop(audio.currentTime + 0.4);
    tone.onended = () => audio.close();
  }

  // ---- keys: single letters, which can be switched off ----
  const open = (id, field) => {
    const part = find(id);
    if (!part) return;
    part.open = true;
    (part.querySelector(field) ?? part).focus();
  };
  const go = (selector) => find(selector)?.click();
  const keys = {
    '?': () => dialog.showModal(),
    w: () => go('.frame nav a[href$="/wachtrij"], #wachtrij-telling'),
    o: () => go('[data-claim]'),
    a: () => find('#antwoord')?.focus(),
    v: () => find('#voorstel-1')?.focus(),
    n: () => find('#notitie')?.focus(),
    d: () => open('#doorgeven', 'select'),
    s: () => open('#afsluiten', 'input[type="radio"]'),
  };
  const writes = (element) => element.matches('input:not([type="radio"], [type="checkbox"]), textarea, select');
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || dialog?.open) return;
    if (key === 'Escape' && writes(target)) target.blur();
    if (writes(target) || !chosen('toetsen', 'aan')) return;
    const act = /^[1-9]$/.test(key) ? () => document.querySelectorAll('.chats a')[Number(key) - 1]?.click() : keys[key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // ---- the dialog ----
  const button = find('#toetsen-knop');
  if (dialog && button) {
    button.hidden = false;
    button.addEventListener('click', () => dialog.showModal());
    for (const [name, otherwise] of [['toetsen', 'aan'], ['geluid', 'uit'], ['melding', 'uit']]) {
      const box = find(`#${name}-aan`);
      box.checked = chosen(name, otherwise);
      box.addEventListener('change', async () => {
        if (name === 'melding' && box.checked && (await Notification.requestPermission()) !== 'granted') {
          box.checked = false;
          find('#melding-geweigerd').hidden = false;
        }
        localStorage.setItem(`wegwijs-${name}`, box.checked ? 'aan' : 'uit');
        if (name === 'geluid' && box.checked) beep();
      });
    }
  }
})();

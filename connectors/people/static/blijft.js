// Keeps what was typed when the session ends in the middle of a chat: a field with `data-blijft` and an id gets its text back
// after signing in again, in this tab, on this page, for the same person. Nothing is kept at any other moment.
(() => {
  const KEY = 'wegwijs-blijft';
  const person = document.body.dataset.person;
  const fields = () => [...document.querySelectorAll('[data-blijft]')].filter((field) => field.id);

  document.body.addEventListener('htmx:beforeSwap', ({ detail }) => {
    if (detail.xhr.status !== 401) return;
    const texts = Object.fromEntries(fields().map((field) => [field.id, field.value]));
    sessionStorage.setItem(KEY, JSON.stringify({ person, path: location.pathname, texts }));
  });

  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  sessionStorage.removeItem(KEY);
  if (kept === null || kept.person !== person || kept.path !== location.pathname) return;
  for (const field of fields()) {
    if (!field.value && kept.texts[field.id]) field.value = kept.texts[field.id];
  }
})();

// Ready-made sentences: "/" in the answer opens the list, letters filter it, arrows choose, Enter inserts, Esc closes.
(() => {
  const START = /(^|\s)\/([^\s/]*)$/;
  const field = () => document.getElementById('antwoord');
  const list = () => document.getElementById('standaard');
  const options = () => [...list().children].filter((option) => !option.hidden);
  const isOpen = () => list() && !list().hidden;
  const typed = () => START.exec(field().value.slice(0, field().selectionStart));

  function choose(option) {
    for (const other of list().children) other.setAttribute('aria-selected', String(other === option));
    if (option) field().setAttribute('aria-activedescendant', option.id);
    else field().removeAttribute('aria-activedescendant');
    option?.scrollIntoView({ block: 'nearest' });
  }
  function show() {
    const found = typed();
    if (!found) return close();
    const words = found[2].toLowerCase();
    for (const option of list().children) option.hidden = !option.dataset.words.includes(words);
    list().hidden = options().length === 0;
    document.getElementById('standaard-melding').textContent = list().dataset.found.replace('%', options().length);
    choose(options()[0]);
  }
  function close() {
    if (!isOpen()) return;
    list().hidden = true;
    choose(null);
    document.getElementById('standaard-melding').textContent = '';
  }
  function insert(option) {
    const end = field().selectionStart;
    const begin = end - (typed()?.[2].length ?? -1) - 1;
    field().setRangeText(option.dataset.text, begin, end, 'end');
    field().dispatchEvent(new Event('input', { bubbles: true }));
    close();
    field().focus();
  }
  function move(step) {
    const all = options();
    const now = all.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    choose(all[(now + step + all.length) % all.length]);
  }

  document.addEventListener('input', ({ target }) => target.id === 'antwoord' && show());
  document.addEventListener('keydown', (event) => {
    if (!['antwoord', 'standaard'].includes(event.target.id) || !isOpen() || event.isComposing) return;
    const acts = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: () => insert(list().querySelector('[aria-selected="true"]')),
      Tab: () => insert(list().querySelector('[aria-selected="true"]')),
      Escape: close,
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }, true);
  document.addEventListener('mousedown', (event) => event.target.closest?.('#standaard') && event.preventDefault());
  document.addEventListener('click', ({ target }) => {
    const option = target.closest('#standaard [role="option"]');
    if (option) insert(option);
    else if (target.id === 'standaard-knop') {
      field().focus();
      field().setSelectionRange(field().value.length, field().value.length);
      field().setRangeText(/(^|\s)$/.test(field().value) ? '/' : ' /', field().value.length, field().value.length, 'end');
      show();
    } else if (target.id !== 'antwoord') close();
  });

  const offer = () => {
    const button = document.getElementById('standaard-knop');
    if (button) button.hidden = false;
  };
  offer();
  document.addEventListener('htmx:sseMessage', offer);
})();

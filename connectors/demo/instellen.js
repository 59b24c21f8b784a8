// The form becomes attributes and custom properties of one chat in this page, and a text to copy.
const form = document.querySelector('#instellingen');
const line = document.querySelector('#regel');
const preview = document.querySelector('#voorbeeld');
const contrast = document.querySelector('#contrast');
const LEAST = 4.5; // WCAG 1.4.3, white letters on this colour

const chat = document.createElement('wegwijs-chat');
chat.id = 'voorbeeld-chat';
chat.setAttribute('inline', '');
let build = { path: '/widget.js', integrity: '' };

function escaped(text) {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

function tag() {
  const wished = [...form.querySelectorAll('[data-setting]')].filter((field) => field.value.trim());
  const settings = wished.map((field) => `data-${field.dataset.setting}="${escaped(field.value.trim())}"`);
  const pinned = build.integrity ? [`integrity="${build.integrity}"`, 'crossorigin="anonymous"'] : [];
  return `<script src="${location.origin}${build.path}" ${[...pinned, ...settings, 'defer'].join('\n  ')}></script>`;
}

function properties() {
  const changed = [...form.querySelectorAll('[data-property]')].filter((field) => field.value !== field.defaultValue);
  return changed.map((field) => [field.dataset.property, field.value + (field.dataset.unit ?? '')]);
}

function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function show() {
  for (const field of form.querySelectorAll('[data-setting]')) {
    const value = field.value.trim();
    if (value) chat.setAttribute(field.dataset.setting, value);
    else chat.removeAttribute(field.dataset.setting);
  }
  preview.removeAttribute('style');
  for (const [name, value] of properties()) preview.style.setProperty(name, value);
  const css = properties().map(([name, value]) => `  ${name}: ${value};`);
  const style = css.length ? `\n\n/* In uw stylesheet */\n:root {\n${css.join('\n')}\n}` : '';
  line.textContent = tag() + style;
  const ratio = 1.05 / (luminance(form.querySelector('#brand').value) + 0.05);
  const enough = ratio >= LEAST ? 'Dat is goed leesbaar.' : 'Dat is te weinig. Kies een donkerdere kleur.';
  contrast.textContent = `Contrast met witte letters: ${ratio.toFixed(1).replace('.', ',')}. ${enough}`;
}

async function copy() {
  const note = document.querySelector('#gekopieerd');
  try {
    await navigator.clipboard.writeText(line.textContent);
    note.textContent = 'Gekopieerd.';
  } catch {
    note.textContent = 'Kopiëren lukt niet. Selecteer de tekst en kopieer hem zelf.';
  }
}

form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
document.querySelector('#kopieer').addEventListener('click', copy);
customElements.whenDefined('wegwijs-chat').then(() => preview.append(chat));
fetch('/widget.json')
  .then((response) => response.json())
  .then((found) => (build = found))
  .catch(() => undefined) // then the address without a version
  .finally(show);

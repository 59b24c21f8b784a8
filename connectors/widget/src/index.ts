/**
 * The one script: defines `<wegwijs-chat>` and puts one at the end of the page, with the script tag's `data-…`
 * as its attributes. A page that wrote the element itself, or says `data-place="none"`, gets no other.
 */

import { WegwijsChat } from './element';

const NAME = 'wegwijs-chat';
const script =
  document.currentScript instanceof HTMLScriptElement
    ? document.currentScript
    : document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');

if (script?.src) WegwijsChat.origin = script.src.replace(/(\/widget\/[^/]+)?\/widget\.js.*$/, ''); // with or without a version
if (!customElements.get(NAME)) {
  customElements.define(NAME, WegwijsChat);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', place);
  else place();
}

function place(): void {
  const { ['place']: target, ...attributes } = script?.dataset ?? {};
  if (target === 'none' || document.querySelector(NAME)) return;
  const chat = document.createElement(NAME);
  for (const [name, value] of Object.entries(attributes)) chat.setAttribute(attributeOf(name), value ?? '');
  const frame = target ? document.querySelector(target) : null;
  if (frame) chat.toggleAttribute('inline', true);
  (frame ?? document.body).append(chat);
}

/** `openOn`, as scripts know `data-open-on`. */
function attributeOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

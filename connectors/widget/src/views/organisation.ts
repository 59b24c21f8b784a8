/** Who can help: the first one in full, the others folded. */

import { html, nothing, type TemplateResult } from 'lit';
import { phoneHref, safeAddress, siteOf } from '../formatting';
import { text } from '../texts';
import type { Organisation, Phone } from '../types';
import { CALENDAR, GLOBE, PHONE } from './icons';
import { outsideLink, textView } from './text';

export function organisationsView(cards: readonly Organisation[]): unknown {
  const [first, ...others] = cards;
  if (!first) return nothing;
  return html`
    <p class="kicker">${text('who_helps')}</p>
    ${organisationView(first)}
    ${others.length
      ? html`<p class="kicker">${text('others_help')}</p>
          <div class="folds">${others.map(foldedView)}</div>`
      : nothing}
  `;
}

/** In full; `phonesFirst` when calling is what matters. */
export function organisationView(card: Organisation, phonesFirst = false): TemplateResult {
  return html`<div class="organisation">
    <h4>${card.name}</h4>
    ${bodyView(card, phonesFirst)}
  </div>`;
}

function foldedView(card: Organisation): TemplateResult {
  return html`<details>
    <summary>${card.name}</summary>
    <div class="folded">${bodyView(card)}</div>
  </details>`;
}

function bodyView(card: Organisation, phonesFirst = false): unknown {
  const who = textView(card.role || card.task);
  const calls = card.phones.map((phone) => phoneView(phone, card.name));
  return [
    phonesFirst ? [calls, who] : [who, calls],
    placeView(card.appointment_url, text('appointment', { name: card.name }), CALENDAR),
    placeView(card.website, text('website', { name: card.name }), GLOBE),
    card.find ? textView(card.find) : nothing,
  ];
}

function phoneView({ number, text: note, hours }: Phone, name: string): TemplateResult {
  const notes = [note === name ? '' : note, hours ? text('hours', { hours }) : ''].filter(Boolean);
  return html`<a class="way" href=${phoneHref(number)}>
    ${PHONE}<span
      ><b>${text('call', { number })}</b>${notes.map((line) => html`<small>${line}</small>`)}</span
    ></a
  >`;
}

function placeView(address: string | null, label: string, icon: unknown): unknown {
  const href = address && safeAddress(address);
  if (!href) return nothing;
  return outsideLink(href, html`${icon}<span><b>${label}</b><small>${siteOf(href)}</small></span>`, 'way');
}

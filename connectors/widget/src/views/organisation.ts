/** Who can help: the first one in full, the others folded. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { phoneHref, safeAddress, siteOf } from '../formatting';
import { text } from '../texts';
import type { Organisation, Phone } from '../types';
import { CALENDAR, GLOBE, PHONE } from './icons';
import { outsideLink, textView } from './text';

/** A stop on a route has a number. */
type Card = Organisation & { number?: number };

type Way = 'phones' | 'appointment' | 'website' | 'desk' | 'help';
const FIRST: Record<NonNullable<Organisation['first']>, readonly Way[]> = {
  online: ['appointment', 'website'],
  phone: ['phones'],
  desk: ['desk', 'appointment'],
  no_computer: ['phones', 'desk'],
  deaf: ['help', 'appointment', 'website', 'desk'],
};

/** `ordered`: the citizen goes to each of them, in this order. */
export function organisationsView(cards: readonly Organisation[], ordered = false): unknown {
  const isRoute = ordered && cards.length > 1;
  const [first, ...others] = isRoute ? cards.map((card, index) => ({ ...card, number: index + 1 })) : cards;
  if (!first) return nothing;
  return html`
    <p class="kicker">${text(isRoute ? 'route' : 'who_helps')}</p>
    ${organisationView(first)}
    ${others.length
      ? html`<p class="kicker">${text(isRoute ? 'route_next' : 'others_help')}</p>
          <div class="folds">${others.map(foldedView)}</div>`
      : nothing}
  `;
}

/** In full; `phonesFirst` when calling is what matters. */
export function organisationView(card: Card, phonesFirst = false): TemplateResult {
  return html`<div class="organisation">
    <h4>${titleOf(card)}</h4>
    ${bodyView(card, phonesFirst)}
  </div>`;
}

export function foldedView(card: Card): TemplateResult {
  return html`<details>
    <summary>${titleOf(card)}</summary>
    <div class="folded">${bodyView(card)}</div>
  </details>`;
}

function titleOf({ number, name }: Card): string {
  return number ? `${number}. ${name}` : name;
}

function bodyView(card: Organisation, phonesFirst = false): unknown {
  const who = textView(card.role || card.task);
  const find = card.find ? textView(card.find) : nothing;
  const [first, ...others] = waysView(card);
  return phonesFirst ? [first, who, others, find] : [who, first, others, find];
}

/** The preferred way first; where to go only for who may want to, as `ways_of` in `bot/reply.py`. */
function waysView({ name, phones, appointment_url, website, desk, help, first }: Organisation): unknown[] {
  const ways: Record<Way, unknown> = {
    phones: phones.map((phone) => phoneView(phone, name)),
    appointment: placeView(appointment_url, text('appointment', { name }), CALENDAR),
    website: placeView(website, text('website', { name }), GLOBE),
    desk: desk && first && first !== 'online' ? textView(text('desk', { desk })) : nothing,
    help: first === 'deaf' ? (help ?? []).map(textView) : nothing,
  };
  return [...new Set([...(first ? FIRST[first] : []), ...(Object.keys(ways) as Way[])])].map((way) => ways[way]);
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

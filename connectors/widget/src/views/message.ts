/** One message: who speaks, in words, and what they say. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Checklist } from '../checklist';
import { safeAddress, siteOf } from '../formatting';
import type { Reader } from '../reader';
import { dateText, text } from '../texts';
import { said, sectionsOf, whoText } from '../transcript';
import type { Choice, Message, Organisation, Reply, Section, Source } from '../types';
import type { Verdicts } from '../verdicts';
import { feedbackView } from './feedback';
import { PERSON, SOUND } from './icons';
import { organisationView, organisationsView } from './organisation';
import { buttonsBeside, planView } from './plan';
import { outsideLink, textView } from './text';

export interface Around {
  key: string;
  /** The newest, or what still counts: only its buttons work. */
  isNewest: boolean;
  choose(choice: Choice): void;
  reader: Reader;
  checklist: Checklist;
  verdicts: Verdicts;
  /** Does this message hold the plan that is ticked? */
  isPlan: boolean;
}

export function messageView(message: Message, around: Around): TemplateResult {
  const { role, reply } = message;
  const isCard = Boolean(reply?.title || reply?.sections?.length || reply?.cards?.length);
  const kind = reply?.kind === 'crisis' ? 'crisis' : isCard ? 'card' : 'bubble';
  return html`<article class="message ${role} ${kind}" lang=${(reply?.intro ? 'nl' : reply?.language) ?? nothing}>
    <h3 class="who" lang="nl">${role === 'agent' ? PERSON : nothing}${whoText(message)}</h3>
    <div class="body" dir="auto">${reply ? replyView(message, reply, around) : textView(message.text)}</div>
  </article>`;
}

function replyView(message: Message, reply: Partial<Reply>, around: Around): unknown {
  if (reply.kind === 'crisis') return [introView(reply), crisisView(reply.text ?? message.text, reply.cards ?? [])];
  const words = reply.text ?? message.text;
  const plan = reply.kind === 'plan' ? reply.plan : null;
  const buttons = plan ? buttonsBeside(plan, reply.buttons) : reply.buttons;
  const choices = buttons?.length ? choicesView(buttons, around) : nothing;
  // Who is asked back must see the choices; after an answer they are a way to go on.
  const isQuestion = reply.kind === 'clarify';
  return [
    introView(reply),
    reply.title ? html`<h4 class="subject">${reply.title}</h4>` : nothing,
    // What follows in the text of a plan is in the checklist, as it is now.
    html`<div class="lead">${textView(plan ? (words.split('\n\n')[0] ?? '') : words)}</div>`,
    reply.note ? html`<p class="note">${reply.note}</p>` : nothing,
    plan ? planView(plan, reply.buttons ?? [], around) : nothing,
    isQuestion ? choices : nothing,
    foldsView(reply),
    organisationsView(reply.cards ?? [], reply.ordered),
    (reply.sources ?? []).map(sourceView),
    isQuestion ? nothing : choices,
    around.reader.isPossible ? readView(message, around) : nothing,
    feedbackView(message, around.verdicts),
  ];
}

/** What is said in the citizen's own language, the other way round where that is how it is read. */
function introView({ intro, language }: Partial<Reply>): unknown {
  const direction = /^(ar|fa)/.test(language ?? '') ? 'rtl' : 'ltr';
  return intro ? html`<div class="intro" lang=${language} dir=${direction}>${textView(intro)}</div>` : nothing;
}

/** What to do first, whom to call, then the rest: nothing between the citizen and the number. */
function crisisView(words: string, cards: readonly Organisation[]): unknown {
  const [first = '', ...rest] = words.split(/\n\s*\n/);
  return [
    html`<div class="lead">${textView(first)}</div>`,
    cards.map((card) => organisationView(card, true)),
    rest.length ? html`<div class="after">${textView(rest.join('\n\n'))}</div>` : nothing,
  ];
}

function foldsView(reply: Partial<Reply>): unknown {
  const folds = sectionsOf(reply);
  return folds.length ? html`<div class="folds">${folds.map(sectionView)}</div>` : nothing;
}

function sectionView({ title, text: content }: Section): TemplateResult {
  return html`<details>
    <summary>${title}</summary>
    <div class="folded">${textView(content)}</div>
  </details>`;
}

function sourceView({ title, url, label, checked_on }: Source): TemplateResult {
  const href = safeAddress(url);
  const date = checked_on ? dateText(checked_on) : null;
  return html`<p class="source">
    <span>${label ?? text('source')}: </span>
    ${href ? outsideLink(href, html`${title} (${siteOf(href)})`) : title}
    ${date ? html`<span class="date">${text(label ? 'dated' : 'checked_on', { date })}</span>` : nothing}
  </p>`;
}

function choicesView(choices: readonly Choice[], { isNewest, choose }: Around): TemplateResult {
  return html`<div class="choices" role="group" aria-label=${text('choices')}>
    ${choices.map(
      (choice) =>
        html`<button type="button" ?disabled=${!isNewest} @click=${() => choose(choice)}>${choice.title}</button>`,
    )}
  </div>`;
}

function readView(message: Message, { reader, key }: Around): TemplateResult {
  return html`<button type="button" class="quiet" @click=${() => reader.toggle(key, said(message))}>
    ${SOUND}${text(reader.reading === key ? 'stop_reading' : 'read_aloud')}
  </button>`;
}

/** The log of the conversation: stored messages, then what waits to be sent, then what became of it. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Conversation } from '../conversation';
import type { Letter } from '../outbox';
import type { Row } from '../rows';
import { text } from '../texts';
import type { Message } from '../types';
import { messageView } from './message';
import type { PanelParts } from './panel';
import { startView } from './start';

/** The frame; its rows are drawn by `Rows`, so that each keeps its nodes. */
export function logView(parts: PanelParts): TemplateResult {
  const { conversation, isLive, settings } = parts;
  const isNews = isLive && !conversation.isQuiet;
  return html`<div class="log" role="log" aria-live=${isNews ? 'polite' : 'off'} aria-label=${text('log')} tabindex="0">
    ${settings.opening ? html`<p class="notice">${settings.opening}</p>` : nothing}
    <div class="entries"></div>
    ${startView(parts)}
    ${conversation.notice ? html`<p class="notice">${text(conversation.notice)}</p>` : nothing}
  </div>`;
}

export function rowsOf({ conversation, reader, say }: PanelParts): Row[] {
  const { checklist, verdicts, situation } = conversation;
  const entries = entriesOf(conversation);
  const newest = entries[entries.length - 1];
  const planned = entries.filter(({ message: { reply } }) => reply?.kind === 'plan' && reply.plan).pop();
  // Who waits can stop waiting, also after saying something.
  const waiting = situation.state === 'waiting' ? entries.filter(({ message }) => message.role === 'system').pop() : null;
  return entries.map((entry) => ({
    key: entry.key,
    view: html`${messageView(entry.message, {
      ...{ key: entry.key, reader, checklist, verdicts, choose: ({ title, payload }) => say(title, payload) },
      isNewest: entry === newest || entry === waiting,
      isPlan: entry === planned,
    })}
    ${entry.delivery}`,
  }));
}

interface Entry {
  key: string;
  message: Message;
  delivery: unknown;
}

function entriesOf(conversation: Conversation): Entry[] {
  const stored = conversation.messages.map((message) => ({
    key: conversation.keyOf(message),
    message,
    delivery: nothing,
  }));
  const unsent = conversation.unsent.map((letter) => ({
    key: letter.key,
    message: asMessage(letter),
    delivery: deliveryView(conversation),
  }));
  return [...stored, ...unsent];
}

function asMessage({ key, text: words }: Letter): Message {
  return { id: key, sequence: 0, role: 'citizen', text: words, reply: null, created_at: '' };
}

function deliveryView({ outbox, connection }: Conversation): TemplateResult {
  if (!outbox.failing && connection !== 'lost') return html`<p class="delivery">${text('sending')}</p>`;
  return html`<p class="delivery">
    <strong>${text('unsent')}</strong>
    <button type="button" class="quiet" @click=${() => outbox.flush()}>${text('resend')}</button>
  </p>`;
}

/** The log of the conversation: stored messages, then what waits to be sent, then what became of it. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Conversation } from '../conversation';
import type { Letter } from '../outbox';
import type { Reader } from '../reader';
import { text } from '../texts';
import type { Choice, Message } from '../types';
import { messageView } from './message';

export interface LogParts {
  conversation: Conversation;
  reader: Reader;
  /** Does a screen reader hear what comes in? */
  isLive: boolean;
  choose(choice: Choice): void;
}

interface Entry {
  key: string;
  message: Message;
  delivery: unknown;
}

export function logView({ conversation, reader, isLive, choose }: LogParts): TemplateResult {
  const entries = entriesOf(conversation);
  const newest = entries[entries.length - 1];
  const planned = entries.filter(({ message: { reply } }) => reply?.kind === 'plan' && reply.plan).pop();
  const { checklist } = conversation;
  // An entry keeps its nodes when it is confirmed: nothing is read aloud twice.
  return html`<div class="log" role="log" aria-live=${isLive ? 'polite' : 'off'} aria-label=${text('log')} tabindex="0">
    ${repeat(
      entries,
      ({ key }) => key,
      (entry) => html`${messageView(entry.message, {
          ...{ key: entry.key, choose, reader, checklist },
          isNewest: entry === newest,
          isPlan: entry === planned,
        })}
        ${entry.delivery}`,
    )}
    ${conversation.notice ? html`<p class="notice">${text(conversation.notice)}</p>` : nothing}
  </div>`;
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

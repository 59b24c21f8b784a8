/** The one status line: how the connection is, how long to wait, and whether somebody is busy with an answer. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Conversation } from '../conversation';
import { phoneHref } from '../formatting';
import { text } from '../texts';

export function statusView(conversation: Conversation, phone: string): TemplateResult {
  return html`<div class="status" role="status">${contentView(conversation, phone)}</div>`;
}

function contentView({ connection, outbox, situation, messages }: Conversation, phone: string): unknown {
  if (connection === 'lost') return troubleView(text('lost'), phone);
  if (outbox.failing) return troubleView(text('temporary'), phone);
  if (connection === 'connecting' && !messages.length) return html`<p>${text('connecting')}</p>`;
  const { endText, waitText, typingText, state } = situation;
  return [
    endText ? html`<p class="lost">${endText}</p>` : nothing,
    waitText ? html`<p class="queue">${waitText}</p>` : nothing,
    state === 'closed' ? html`<p class="queue">${text('closed')}</p>` : nothing,
    typingText ? html`<p class="typing">${DOTS}${typingText}</p>` : nothing,
  ];
}

const DOTS = html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>`;

function troubleView(sentence: string, phone: string): TemplateResult {
  return html`<p class="lost">
    ${sentence} <a class="nowrap" href=${phoneHref(phone)}>${text('lost_call', { phone })}</a>.
  </p>`;
}

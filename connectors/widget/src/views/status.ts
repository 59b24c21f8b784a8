/** The one status line: how the connection is, and whether somebody is busy with an answer. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Conversation } from '../conversation';
import { phoneHref } from '../formatting';
import { text } from '../texts';

export function statusView(conversation: Conversation, phone: string): TemplateResult {
  return html`<div class="status" role="status">${contentView(conversation, phone)}</div>`;
}

function contentView({ connection, outbox, typing, state, messages }: Conversation, phone: string): unknown {
  if (connection === 'lost') return troubleView(text('lost'), phone);
  if (outbox.failing) return troubleView(text('temporary'), phone);
  if (connection === 'connecting' && !messages.length) return html`<p>${text('connecting')}</p>`;
  if (!typing) return nothing;
  return html`<p class="typing">${DOTS}${text(state === 'agent' ? 'typing_agent' : 'typing_bot')}</p>`;
}

const DOTS = html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>`;

function troubleView(sentence: string, phone: string): TemplateResult {
  return html`<p class="lost">
    ${sentence} <a class="nowrap" href=${phoneHref(phone)}>${text('lost_call', { phone })}</a>.
  </p>`;
}

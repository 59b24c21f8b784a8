/** The panel: who you talk to, the conversation, the state of things, and where you type. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Composer } from '../composer';
import type { Conversation } from '../conversation';
import type { Menu } from '../menu';
import type { Reader } from '../reader';
import { text, type TextKey } from '../texts';
import type { State } from '../types';
import { CLOSE, PERSON } from './icons';
import { logView } from './log';
import { statusView } from './status';

export interface PanelParts {
  conversation: Conversation;
  composer: Composer;
  menu: Menu;
  reader: Reader;
  heading: string;
  phone: string;
  isOpen: boolean;
  isLive: boolean;
  inline: boolean;
  close(): void;
  say(words: string, payload?: string): void;
}

const WHO: Record<State, TextKey> = {
  bot: 'state_bot',
  offered: 'state_bot',
  waiting: 'state_waiting',
  agent: 'state_agent',
  closed: 'state_closed',
};

export function panelView(parts: PanelParts): TemplateResult {
  const { conversation, composer, menu, reader, phone, isOpen, isLive, say } = parts;
  return html`<section class="panel" aria-label=${text('region')} ?hidden=${!isOpen}>
    ${headerView(parts)} ${menu.view()}
    ${logView({
      conversation,
      reader,
      isLive: isLive && !conversation.isQuiet,
      choose: ({ title, payload }) => say(title, payload),
    })}
    ${statusView(conversation, phone)} ${refusalView(conversation)} ${composer.view(humanView(say))}
  </section>`;
}

function headerView({ conversation, heading, menu, inline, close }: PanelParts): TemplateResult {
  return html`<header>
    <div class="title">
      <h2>${heading}</h2>
      <p>${text(WHO[conversation.state])}</p>
    </div>
    ${menu.buttonView()}
    ${inline ? nothing : html`<button type="button" class="bar" @click=${close}>${CLOSE}${text('close')}</button>`}
  </header>`;
}

/** Why the server did not take a message; the text itself is back in the input. */
function refusalView({ refusal }: Conversation): TemplateResult {
  return html`<div class="refusal" role="alert">
    ${refusal ? html`<p><strong>${refusal.problem.title}.</strong> ${refusal.problem.detail}</p>` : nothing}
  </div>`;
}

/** Always at the same place. */
function humanView(say: PanelParts['say']): TemplateResult {
  return html`<button type="button" class="human" @click=${() => say(text('human'))}>${PERSON}<span>${text('human')}</span></button>`;
}

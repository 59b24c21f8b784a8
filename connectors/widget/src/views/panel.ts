/** The panel: who you talk to, the conversation, the state of things, and where you type. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Composer } from '../composer';
import type { Conversation } from '../conversation';
import type { Menu } from '../menu';
import type { Reader } from '../reader';
import type { Settings } from '../settings';
import { text } from '../texts';
import { CLOSE, PERSON } from './icons';
import { logView } from './log';
import { statusView } from './status';

export interface PanelParts {
  conversation: Conversation;
  composer: Composer;
  menu: Menu;
  reader: Reader;
  settings: Settings;
  isOpen: boolean;
  isLive: boolean;
  close(): void;
  say(words: string, payload?: string): void;
}

export function panelView(parts: PanelParts): TemplateResult {
  const { conversation, composer, menu, settings, isOpen } = parts;
  return html`<section class="panel" aria-label=${text('region')} ?hidden=${!isOpen}>
    ${headerView(parts)} ${menu.view()} ${logView(parts)} ${statusView(conversation, settings.phone)}
    ${againView(parts)} ${refusalView(conversation)} ${composer.view(humanView(parts))}
  </section>`;
}

function headerView({ conversation: { situation }, settings, menu, close }: PanelParts): TemplateResult {
  return html`<header>
    <div class="title">
      <h2>${settings.heading}</h2>
      <p>${situation.state === 'agent' ? PERSON : nothing}${situation.who}</p>
    </div>
    ${menu.buttonView()}
    ${settings.inline
      ? nothing
      : html`<button type="button" class="bar" @click=${close}>${CLOSE}${text('close')}</button>`}
  </header>`;
}

/** After a closed conversation: the assistant is there again as soon as something is asked. */
function againView({ conversation, composer }: PanelParts): unknown {
  if (conversation.situation.state !== 'closed') return nothing;
  return html`<p class="again"><button type="button" @click=${() => composer.focus()}>${text('new_question')}</button></p>`;
}

/** Why the server did not take a message; the text itself is back in the input. */
function refusalView({ refusal }: Conversation): TemplateResult {
  return html`<div class="refusal" role="alert">
    ${refusal ? html`<p><strong>${refusal.problem.title}.</strong> ${refusal.problem.detail}</p>` : nothing}
  </div>`;
}

/** Always at the same place; there is nothing to ask for when a person is there, or on the way. */
function humanView({ conversation: { situation }, say }: PanelParts): TemplateResult {
  const { isHuman } = situation;
  return html`<button type="button" class="human" aria-disabled=${isHuman ? 'true' : nothing}
    @click=${() => isHuman || say(text('human'))}>${PERSON}<span>${text('human')}</span></button>`;
}

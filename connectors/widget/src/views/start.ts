/** A way to begin, while nothing was asked yet: questions that the site chose, and languages by their own name. */

import { html, nothing } from 'lit/html.js';
import { text, type TextKey } from '../texts';
import type { PanelParts } from './panel';

interface Way {
  label: string;
  language?: string;
}

export function startView({ conversation, settings, say }: PanelParts): unknown {
  const { messages, unsent } = conversation;
  if (unsent.length || messages.some(({ role }) => role === 'citizen')) return nothing;
  const waysView = (name: TextKey, ways: readonly Way[]): unknown =>
    ways.length
      ? html`<div class="choices" role="group" aria-label=${text(name)} aria-live="off">
          ${ways.map(
            ({ label, language }) =>
              html`<button type="button" lang=${language ?? nothing} @click=${() => say(label)}>${label}</button>`,
          )}
        </div>`
      : nothing;
  return [
    waysView('starters', settings.start.map((label) => ({ label }))),
    waysView('languages', settings.languages.map((language) => ({ label: nameOf(language), language }))),
  ];
}

/** Saying the name of a language is asking for it. */
function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

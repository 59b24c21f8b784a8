/** Where the citizen types. What is typed is never lost: not by a change of page, not by a refusal. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Memory } from './memory';
import { text } from './texts';
import { SEND } from './views/icons';

const LIMIT = 4000; // characters; the gateway's default (WEGWIJS_MESSAGE_MAX_CHARS)
const NEARLY = 3600; // from here on it is said how many are left

interface Deeds {
  send(text: string): void;
  /** The citizen is busy typing. */
  typed(): void;
  changed(): void;
}

export class Composer {
  private value: string;
  private error: 'empty' | null = null;
  private input: HTMLTextAreaElement | null = null;

  constructor(
    private readonly memory: Memory,
    private readonly deeds: Deeds,
  ) {
    this.value = memory.get('draft') ?? '';
  }

  focus(): void {
    this.input?.focus({ preventScroll: true });
  }

  clear(): void {
    this.keep('');
  }

  /** Gives a refused text back, before what was typed since. */
  giveBack(words: string): void {
    this.keep([words, this.value].filter(Boolean).join('\n'));
  }

  /** Call after the view is in the page. */
  attach(root: ShadowRoot): void {
    this.input = root.querySelector('textarea');
    if (this.input && this.input.value !== this.value) this.input.value = this.value;
  }

  view(besides: unknown): TemplateResult {
    const message = this.message();
    return html`<form class="composer" novalidate @submit=${this.submitted}>
      <div class="row">
        <label for="input">${text('input')}</label>
        ${besides}
      </div>
      <textarea id="input" rows="2" enterkeyhint="send" autocomplete="off" dir="auto"
        aria-describedby="hint trouble" aria-invalid=${this.isWrong() ? 'true' : nothing}
        @input=${this.typed} @keydown=${this.pressed}></textarea>
      <p id="trouble" class="trouble" role="alert">${message}</p>
      <div class="row">
        <p id="hint" class="hint">${text('input_hint')}</p>
        <button type="submit" class="primary">${text('send')}${SEND}</button>
      </div>
    </form>`;
  }

  private message(): string {
    if (this.error) return text(this.error);
    const left = LIMIT - this.length;
    if (left < 0) return text('too_long', { limit: LIMIT, count: -left });
    return this.length > NEARLY && left % 50 === 0 ? text('characters_left', { count: left }) : '';
  }

  private isWrong(): boolean {
    return this.error !== null || this.length > LIMIT;
  }

  /** In characters as the server counts them: an emoji of two halves is one. */
  private get length(): number {
    return [...this.value.trim()].length;
  }

  private readonly typed = (): void => {
    this.error = null;
    this.keep(this.input?.value ?? '');
    this.deeds.typed();
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  };

  private readonly submitted = (event: Event): void => {
    event.preventDefault();
    this.submit();
  };

  private submit(): void {
    const words = this.value.trim();
    if (words && !this.isWrong()) {
      this.keep('');
      this.deeds.send(words);
    } else if (!words) {
      this.error = 'empty';
    }
    this.focus();
    this.deeds.changed();
  }

  private keep(value: string): void {
    this.value = value;
    this.memory.set('draft', value || null);
    if (this.input && this.input.value !== value) this.input.value = value;
    this.deeds.changed();
  }
}

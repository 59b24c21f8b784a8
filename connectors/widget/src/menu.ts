/** What the citizen can do with the conversation besides talking: take it along, erase it, read it larger. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Conversation } from './conversation';
import { text } from './texts';
import { printOut, save } from './transcript';
import { MENU } from './views/icons';

export interface Deeds {
  /** Resolves to false when it did not work. */
  erase(): Promise<boolean>;
  isLarge(): boolean;
  toggleLarge(): void;
  changed(): void;
  /** To the first button of the menu, once it is there. */
  focusMenu(): void;
  focusInput(): void;
}

export class Menu {
  isOpen = false;
  private step: 'list' | 'confirm' | 'failed' = 'list';

  constructor(
    private readonly conversation: Conversation,
    private readonly deeds: Deeds,
  ) {}

  buttonView(): TemplateResult {
    return html`<button type="button" class="bar" id="more" aria-expanded=${this.isOpen ? 'true' : 'false'}
      aria-controls="menu" @click=${() => this.show(!this.isOpen)}>${MENU}${text('more')}</button>`;
  }

  view(): TemplateResult {
    return html`<div id="menu" class="menu" role="group" aria-label=${text('more')} ?hidden=${!this.isOpen}>
      ${this.step === 'list' ? this.listView() : this.confirmView()}
    </div>`;
  }

  show(isOpen: boolean): void {
    this.isOpen = isOpen;
    this.step = 'list';
    this.deeds.changed();
  }

  private listView(): unknown {
    const { deeds, conversation } = this;
    const { messages } = conversation;
    return [
      html`<button type="button" aria-pressed=${deeds.isLarge() ? 'true' : 'false'} @click=${deeds.toggleLarge}>
        ${text('larger_text')}
      </button>`,
      conversation.exists
        ? html`<button type="button" @click=${() => save(messages)}>${text('save')}</button>
            <button type="button" @click=${() => save(messages, true)}>${text('save_data')}</button>
            <button type="button" @click=${() => printOut(messages)}>${text('print')}</button>
            <button type="button" @click=${this.askErase}>${text('erase')}</button>`
        : nothing,
    ];
  }

  private confirmView(): TemplateResult {
    return html`<p role="alert">${text(this.step === 'failed' ? 'erase_failed' : 'erase_question')}</p>
      <button type="button" class="danger" @click=${this.erase}>${text('erase_yes')}</button>
      <button type="button" @click=${this.keep}>${text('erase_no')}</button>`;
  }

  private readonly askErase = (): void => {
    this.step = 'confirm';
    this.deeds.changed();
    this.deeds.focusMenu();
  };

  private readonly erase = async (): Promise<void> => {
    if (await this.deeds.erase()) return this.keep();
    this.step = 'failed';
    this.deeds.changed();
  };

  private readonly keep = (): void => {
    this.show(false);
    this.deeds.focusInput();
  };
}

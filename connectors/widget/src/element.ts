/**
 * `<wegwijs-chat>`: a launcher and a panel on somebody else's page, which it leaves as it found it.
 *
 * For the page: `open()`, `close()`, `ask("…")`, and the events `wegwijs-open` and `wegwijs-close`.
 */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { Api } from './api';
import { Component } from './component';
import { Composer } from './composer';
import { Conversation, QUIET_MS } from './conversation';
import { Headline } from './headline';
import { Memory } from './memory';
import { Menu } from './menu';
import { Reader } from './reader';
import { Scroll } from './scroll';
import { styles } from './styles/index';
import { text, unreadText } from './texts';
import { save } from './transcript';
import { panelView } from './views/panel';
import { CHAT } from './views/icons';

const FULL_SCREEN = '(max-width: 30em), (max-height: 30em)'; // as in styles/panel.ts; em grows with the citizen's letters

const WORDS = ['server', 'municipality', 'heading', 'launcher', 'phone', 'position'] as const;
const SWITCHES = ['persist', 'inline'] as const; // on when they are there, whatever their value

export class WegwijsChat extends Component {
  static readonly observedAttributes = [...WORDS, ...SWITCHES];

  /** Where the script came from: the server, unless the attribute says otherwise. */
  static origin = location.origin;

  server = '';
  municipality: string | null = null;
  heading: string = text('name');
  launcher: string = text('launcher');
  phone = '1400'; // Informatie Rijksoverheid
  position: string | null = null;
  persist = false;
  inline = false;

  private isOpen = false;
  private isLive = false;
  private isLarge = false;
  private memory!: Memory;
  private conversation!: Conversation;
  private composer!: Composer;
  private opener: HTMLElement | null = null;
  private focusNext: 'input' | 'menu' | 'opener' | null = null;
  private readonly headline = new Headline();
  private readonly place = new Scroll();
  private readonly changed = (): void => this.requestUpdate();
  private readonly reader = new Reader(this.changed);
  private readonly menu = new Menu({
    save: () => save(this.conversation.messages),
    erase: () => this.erase(),
    isLarge: () => this.isLarge,
    toggleLarge: () => this.toggleLarge(),
    hasMessages: () => this.conversation.exists,
    changed: this.changed,
    focusMenu: () => (this.focusNext = 'menu'),
    focusInput: () => this.composer.focus(),
  });

  /** Opens the panel and puts the focus in the input. */
  open(): void {
    this.unfold(true);
  }

  /** Folds the panel; the focus goes back to what opened it. */
  close(): void {
    this.fold(true);
  }

  /** Opens the panel and asks this. */
  ask(question: string): void {
    this.open();
    if (question.trim()) this.conversation.say(question.trim());
  }

  constructor() {
    super(styles);
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    for (const word of WORDS) if (word === name && value !== null) this[word] = value;
    for (const choice of SWITCHES) if (choice === name) this[choice] = value !== null;
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.conversation) this.build();
    this.conversation.resume();
    document.addEventListener('visibilitychange', this.changed);
    if (this.inline) this.unfold(false);
    else if (this.memory.get('open') && !matchMedia(FULL_SCREEN).matches) this.unfold(false);
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.changed);
    this.conversation.suspend();
    this.reader.stop();
    this.headline.show(0);
  }

  protected override render(): TemplateResult {
    const { unread } = this;
    this.place.look(this.renderRoot);
    return html`<div class="root ${this.isLarge ? 'large' : ''} ${this.position === 'left' ? 'left' : ''}" lang="nl"
      @keydown=${this.pressed} @keyup=${stop} @keypress=${stop} @focusout=${this.left}>
      ${this.inline ? nothing : this.launcherView(unread)} ${panelView(this.parts())}
    </div>`;
  }

  protected override updated(): void {
    const root = this.renderRoot;
    this.composer.attach(root);
    this.place.follow(root, this.isOpen, this.conversation);
    if (this.isOpen && !document.hidden) this.markSeen();
    this.headline.show(this.inline ? 0 : this.unread);
    this.moveFocus(root);
  }

  private build(): void {
    const server = this.server || WegwijsChat.origin;
    this.memory = new Memory(`${server}#${this.id}`, this.persist);
    this.isLarge = this.memory.get('large') ?? false;
    const wishes = { language: 'nl', municipality: this.municipality };
    this.conversation = new Conversation(new Api(server), this.memory, wishes, () => this.learned());
    this.composer = new Composer(this.memory, (words) => this.conversation.say(words), this.changed);
  }

  private parts(): Parameters<typeof panelView>[0] {
    const { conversation, composer, menu, reader, heading, phone, isOpen, isLive, inline } = this;
    return {
      ...{ conversation, composer, menu, reader, heading, phone, isOpen, isLive, inline },
      close: () => this.close(),
      say: (words, payload) => {
        this.conversation.say(words, payload ?? null);
        this.settle();
      },
    };
  }

  private launcherView(unread: number): TemplateResult {
    const news = unread ? unreadText(unread) : '';
    return html`<button type="button" class="launcher" aria-expanded="false" ?hidden=${this.isOpen} @click=${this.open}>
        ${CHAT}<span>${this.launcher}</span>${news ? html`<span class="badge">${news}</span>` : nothing}
      </button>
      <p class="unseen" role="status">${this.isOpen ? '' : news}</p>`;
  }

  /** What came in while nobody looked. */
  private get unread(): number {
    if (this.isOpen && !document.hidden) return 0;
    const seen = this.memory.get('seen') ?? 0;
    return this.conversation.messages.filter(({ role, sequence }) => role !== 'citizen' && sequence > seen).length;
  }

  private markSeen(): void {
    const { newest } = this.conversation;
    if (newest !== (this.memory.get('seen') ?? 0)) this.memory.set('seen', newest);
  }

  private learned(): void {
    const refusal = this.conversation.refusal;
    if (refusal && !refusal.isReturned) {
      refusal.isReturned = true;
      this.composer.giveBack(refusal.letter.text);
    }
    this.requestUpdate();
  }

  private unfold(takesFocus: boolean): void {
    if (!this.isOpen && takesFocus) this.opener = outerFocus(this);
    if (takesFocus) this.focusNext = 'input';
    this.isOpen = true;
    setTimeout(() => this.speakUp(), this.conversation.messages.length ? QUIET_MS : 0);
    this.memory.set('open', true);
    void this.conversation.begin();
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('wegwijs-open'));
  }

  private fold(givesFocusBack: boolean): void {
    if (this.inline || !this.isOpen) return;
    this.isOpen = false;
    this.isLive = false;
    this.menu.isOpen = false;
    this.reader.stop();
    this.memory.set('open', null);
    if (givesFocusBack) this.focusNext = 'opener';
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('wegwijs-close'));
  }

  /** A pressed choice is disabled; on a touch screen the input would bring up the keyboard. */
  private settle(): void {
    if (matchMedia('(pointer: coarse)').matches) this.renderRoot.querySelector<HTMLElement>('.log')?.focus();
    else this.composer.focus();
  }

  /** Only now: what stood there when the panel opened is not news. */
  private speakUp(): void {
    this.isLive = this.isOpen;
    this.requestUpdate();
  }

  private moveFocus(root: ShadowRoot): void {
    const wanted = this.focusNext;
    this.focusNext = null;
    if (wanted === 'input') this.composer.focus();
    if (wanted === 'menu') root.querySelector<HTMLElement>('.menu button')?.focus();
    if (wanted !== 'opener') return;
    if (this.opener?.isConnected) this.opener.focus();
    else root.querySelector<HTMLElement>('.launcher')?.focus();
  }

  private async erase(): Promise<boolean> {
    this.reader.stop();
    const isErased = await this.conversation.erase();
    if (isErased) this.composer.clear();
    return isErased;
  }

  private toggleLarge(): void {
    this.isLarge = !this.isLarge;
    this.memory.set('large', this.isLarge || null);
    this.requestUpdate();
  }

  /** Keys pressed here are not shortcuts of the page. */
  private readonly pressed = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key !== 'Escape' || event.isComposing) return;
    if (!this.menu.isOpen) return this.close();
    this.menu.show(false);
    this.renderRoot.querySelector<HTMLElement>('#more')?.focus();
  };

  /** On a small screen the panel covers the page: whoever tabs back to the page gets to see it. */
  private readonly left = (event: FocusEvent): void => {
    const target = event.relatedTarget;
    if (target && target !== this && !this.inline && matchMedia(FULL_SCREEN).matches) {
      if (!(target instanceof Node && this.renderRoot.contains(target))) this.fold(false);
    }
  };
}

function stop(event: Event): void {
  event.stopPropagation();
}

function outerFocus(host: HTMLElement): HTMLElement | null {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && ![document.body, host].includes(focused) ? focused : null;
}

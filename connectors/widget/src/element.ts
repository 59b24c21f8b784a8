/**
 * `<wegwijs-chat>`: a launcher and a panel on somebody else's page, which it leaves as it found it.
 *
 * For the page: `open()`, `close()`, `ask("…")`, and the events `wegwijs-open` and `wegwijs-close`.
 */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { Api } from './api';
import { Component } from './component';
import { Composer } from './composer';
import { Conversation } from './conversation';
import { QUIET_MS } from './feed';
import { Focus, focusOn } from './focus';
import { Memory } from './memory';
import { Menu } from './menu';
import { News } from './news';
import { Reader } from './reader';
import { Rows } from './rows';
import { Scroll } from './scroll';
import { ATTRIBUTES, Settings } from './settings';
import { styles } from './styles/index';
import { CHAT } from './views/icons';
import { rowsOf } from './views/log';
import { panelView, type PanelParts } from './views/panel';

const FULL_SCREEN = '(max-width: 30em), (max-height: 30em)'; // as in styles/panel.ts; em grows with the citizen's letters

export class WegwijsChat extends Component {
  static readonly observedAttributes = ATTRIBUTES;
  /** Where the script came from: the server, unless the attribute says otherwise. */
  static origin = location.origin;

  private isOpen = false;
  private isLive = false;
  private isLarge = false;
  private memory!: Memory;
  private conversation!: Conversation;
  private composer!: Composer;
  private menu!: Menu;
  private news!: News;
  private listensTo: string | null = null;
  private readonly settings = new Settings(this, WegwijsChat.origin);
  private readonly focusing = new Focus(this);
  private readonly place = new Scroll();
  private readonly rows = new Rows();
  private readonly changed = (): void => this.requestUpdate();
  private readonly reader = new Reader(this.changed);

  constructor() {
    super(styles);
  }

  /** Opens the panel and puts the focus in the input. */
  readonly open = (): void => this.unfold(true);

  /** Folds the panel; the focus goes back to what opened it. */
  readonly close = (): void => this.fold(true);

  /** Opens the panel and asks this. */
  ask(question: string): void {
    this.open();
    if (question.trim()) this.conversation.say(question.trim());
  }

  attributeChangedCallback(): void {
    this.requestUpdate();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.conversation) this.build();
    this.conversation.resume();
    document.addEventListener('visibilitychange', this.changed);
    this.listensTo = this.settings.openOn;
    if (this.listensTo) addEventListener(this.listensTo, this.open);
    if (this.settings.inline) this.unfold(false);
    else if (this.memory.get('open') && !isFullScreen()) this.unfold(false);
  }

  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.changed);
    if (this.listensTo) removeEventListener(this.listensTo, this.open);
    this.conversation.suspend();
    this.reader.stop();
    this.news.update(false);
  }

  protected override render(): TemplateResult {
    this.place.look(this.renderRoot);
    return html`<div class="root ${this.isLarge ? 'large' : ''} ${this.settings.looks}" lang="nl"
      @keydown=${this.pressed} @keyup=${stop} @keypress=${stop} @focusout=${this.left}>
      ${this.settings.inline ? nothing : this.launcherView()} ${panelView(this.parts())}
    </div>`;
  }

  protected override updated(): void {
    const root = this.renderRoot;
    this.rows.draw(root.querySelector('.entries') as Element, rowsOf(this.parts()));
    this.composer.attach(root);
    this.place.follow(root, this.isOpen, this.conversation);
    this.news.update(!this.settings.inline);
    this.focusing.move(root);
  }

  private build(): void {
    const { settings, changed } = this;
    this.memory = new Memory(`${settings.server}#${this.id}`, settings.persist);
    this.isLarge = this.memory.get('large') ?? false;
    this.conversation = new Conversation(new Api(settings.server), this.memory, settings, () => this.learned());
    this.composer = new Composer(this.memory, {
      send: (words) => this.conversation.say(words),
      typed: () => this.conversation.typed(),
      changed,
    });
    this.news = new News(this.conversation, this.memory, () => this.isOpen && !document.hidden);
    this.menu = new Menu(this.conversation, {
      erase: () => this.erase(),
      isLarge: () => this.isLarge,
      toggleLarge: () => this.toggleLarge(),
      changed,
      focusMenu: () => this.focusing.to('menu'),
      focusInput: () => this.composer.focus(),
    });
  }

  private parts(): PanelParts {
    const { conversation, composer, menu, reader, settings, isOpen, isLive, close } = this;
    return {
      ...{ conversation, composer, menu, reader, settings, isOpen, isLive, close },
      say: (words, payload) => {
        conversation.say(words, payload ?? null);
        this.focusing.settle(this.renderRoot);
      },
    };
  }

  private launcherView(): TemplateResult {
    const { words } = this.news;
    return html`<button type="button" class="launcher" aria-expanded="false" ?hidden=${this.isOpen} @click=${this.open}>
        ${CHAT}<span>${this.settings.launcher}</span>${words ? html`<span class="badge">${words}</span>` : nothing}
      </button>
      <p class="unseen" role="status">${this.isOpen ? '' : words}</p>`;
  }

  private learned(): void {
    const { refusal } = this.conversation;
    if (refusal && !refusal.isReturned) {
      refusal.isReturned = true;
      this.composer.giveBack(refusal.letter.text);
    }
    this.requestUpdate();
  }

  private unfold(takesFocus: boolean): void {
    if (!this.isOpen && takesFocus) this.focusing.remember();
    if (takesFocus) this.focusing.to('input');
    this.isOpen = true;
    setTimeout(() => this.speakUp(), this.conversation.messages.length ? QUIET_MS : 0);
    this.memory.set('open', true);
    void this.conversation.begin();
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('wegwijs-open'));
  }

  private fold(givesFocusBack: boolean): void {
    if (this.settings.inline || !this.isOpen) return;
    this.isOpen = this.isLive = this.menu.isOpen = false;
    this.reader.stop();
    this.memory.set('open', null);
    if (givesFocusBack) this.focusing.to('opener');
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent('wegwijs-close'));
  }

  /** Only now: what stood there when the panel opened is not news. */
  private speakUp(): void {
    this.isLive = this.isOpen;
    this.requestUpdate();
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
    focusOn(this.renderRoot, '#more');
  };

  /** On a small screen the panel covers the page: whoever tabs back to the page gets to see it. */
  private readonly left = ({ relatedTarget: target }: FocusEvent): void => {
    if (!target || target === this || !isFullScreen()) return;
    if (!(target instanceof Node && this.renderRoot.contains(target))) this.fold(false);
  };
}

function stop(event: Event): void {
  event.stopPropagation();
}

function isFullScreen(): boolean {
  return matchMedia(FULL_SCREEN).matches;
}

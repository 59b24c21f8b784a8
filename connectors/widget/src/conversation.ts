/**
 * One conversation with the server: what was said, what is on its way, how the line is.
 *
 * Promises every message once, in order, whatever the network does. Shows nothing itself: it calls `changed`.
 */

import { Api, Problem } from './api';
import { Checklist } from './checklist';
import { Line } from './line';
import type { Memory } from './memory';
import { Outbox, type Letter } from './outbox';
import { delaySeconds, Pause } from './patience';
import { Ledger } from './ledger';
import { serverEvents, type ServerEvent } from './sse';
import type { Credentials, Message, State } from './types';

/** How long a screen reader gets to see that what is shown is not news. */
export const QUIET_MS = 500;

export type Connection = 'idle' | 'connecting' | 'open' | 'lost';
export type Notice = 'erased' | 'ended' | null;

export interface Wishes {
  language: string;
  municipality: string | null;
}

export class Conversation {
  state: State = 'bot';
  typing = false;
  connection: Connection = 'idle';
  notice: Notice = null;
  /** What the server refused last, to be read by the citizen; the text goes back to them. */
  refusal: { problem: Problem; letter: Letter; isReturned: boolean } | null = null;
  /** Is an earlier conversation being shown? Then nothing is announced. */
  isQuiet = false;
  readonly outbox: Outbox;
  readonly checklist: Checklist;

  private own: Credentials | null = null;
  private line: Line | null = null;
  private ledger = new Ledger();
  private isLoaded = true;
  private beginning = false;
  private active = false;
  private refusals = 0;
  private readonly pause = new Pause();
  private stopWatching: () => void = () => undefined;

  constructor(
    private readonly api: Api,
    private readonly memory: Memory,
    private readonly wishes: Wishes,
    private readonly changed: () => void,
  ) {
    this.checklist = new Checklist(api, memory, changed);
    this.outbox = new Outbox(memory, {
      ready: () => this.own !== null,
      newest: () => this.newest,
      deliver: (letter) => this.deliver(letter),
      refused: (letter, problem) => this.refused(letter, problem),
      gone: () => this.gone(),
      changed,
    });
  }

  get messages(): readonly Message[] {
    return this.ledger.messages;
  }

  get newest(): number {
    return this.ledger.newest;
  }

  get exists(): boolean {
    return this.own !== null;
  }

  /** What waits to be sent, without what the stream already brought back. */
  get unsent(): Letter[] {
    return this.outbox.letters.filter((letter) => !this.ledger.includes(letter));
  }

  /** The same for a message before and after it was confirmed. */
  keyOf(message: Message): string {
    return this.ledger.keyOf(message);
  }

  /** Picks up what this browser remembers, if anything. */
  resume(): void {
    this.active = true;
    const stop = this.memory.watch(() => this.lookAgain());
    document.addEventListener('visibilitychange', this.looked);
    this.stopWatching = () => {
      stop();
      document.removeEventListener('visibilitychange', this.looked);
    };
    this.adopt();
    if (!this.own && this.outbox.letters.length) void this.begin();
  }

  /** Stops listening; `resume` goes on. */
  suspend(): void {
    this.active = false;
    this.stopWatching();
    this.checklist.belongTo(null);
    this.line?.close();
    this.line = null;
    this.pause.end();
  }

  /** Sees to it that there is a conversation; tries until there is. */
  async begin(): Promise<void> {
    if (this.own || this.beginning) return;
    this.beginning = true;
    this.connection = 'connecting';
    this.changed();
    for (let failures = this.refusals; this.active && !this.own; failures += 1) {
      if (failures) await this.pause.wait(delaySeconds(failures));
      if (this.active) await this.create();
    }
    this.beginning = false;
  }

  say(text: string, payload: string | null = null): void {
    this.notice = null;
    this.refusal = null;
    this.outbox.put(text, payload);
    void this.begin();
  }

  /** Deletes everything, here and on the server. False when the server could not be reached. */
  async erase(): Promise<boolean> {
    try {
      if (this.own) await this.api.erase(this.own);
    } catch (error) {
      if (!(error instanceof Problem && error.isGone)) return false;
    }
    this.outbox.clear();
    this.memory.set('draft', null);
    this.forget('erased');
    return true;
  }

  private async create(): Promise<void> {
    try {
      const { id, token } = await this.api.create(this.wishes.language, this.wishes.municipality);
      this.memory.set('credentials', { id, token });
      this.connect({ id, token });
    } catch {
      this.connection = 'lost';
      this.changed();
    }
  }

  private readonly looked = (): void => {
    if (!document.hidden) this.lookAgain();
  };

  /** Another tab may have done something. */
  private lookAgain(): void {
    this.adopt();
    void this.checklist.refresh();
  }

  /** Takes over the conversation that the memory holds; another tab may have begun or erased one. */
  private adopt(): void {
    const own = this.memory.get('credentials');
    if (own?.id === this.own?.id && (own === null || this.line)) return;
    if (own === null) return this.reset(this.own ? 'erased' : null);
    if (this.own) this.reset(null);
    this.isLoaded = this.ledger.received > 0;
    this.isQuiet = !this.isLoaded;
    this.connect(own);
  }

  private connect(own: Credentials): void {
    this.own = own;
    this.checklist.belongTo(own);
    this.connection = 'connecting';
    this.line = new Line((signal, heard) => this.follow(own, signal, heard), {
      connected: () => this.connected(),
      lost: () => this.lost(),
      gone: () => this.gone(),
    });
    this.changed();
    void this.outbox.flush();
  }

  private async follow(own: Credentials, signal: AbortSignal, heard: () => void): Promise<void> {
    if (!this.isLoaded) await this.load(own, signal);
    const response = await this.api.events(own, this.ledger.received, signal);
    if (!response.body) throw new TypeError('this browser cannot read streams');
    for await (const event of serverEvents(response.body, heard)) {
      if (signal.aborted) return;
      this.take(event);
    }
  }

  private async load(own: Credentials, signal: AbortSignal): Promise<void> {
    for (let last = 1; this.ledger.received < last; ) {
      const page = await this.api.history(own, this.ledger.received);
      if (signal.aborted) throw new Error('cut');
      page.messages.forEach((message) => this.fromServer(message));
      last = page.messages.length ? page.last_sequence : this.ledger.received;
    }
    this.isLoaded = true;
    this.changed();
    setTimeout(() => this.speakUp(), QUIET_MS);
  }

  private speakUp(): void {
    this.isQuiet = false;
    this.changed();
  }

  private take({ name, data }: ServerEvent): void {
    const content = JSON.parse(data) as unknown;
    if (name === 'message') this.fromServer(content as Message);
    if (name === 'state') this.state = (content as { state: State }).state;
    if (name === 'typing') this.typing = (content as { active: boolean }).active;
    if (name === 'ended') this.forget('ended');
    this.changed();
  }

  private fromServer(message: Message): void {
    this.ledger.take(message, this.outbox.letters[0]);
    this.checklist.hear(message);
  }

  private async deliver(letter: Letter): Promise<void> {
    if (!this.own) return;
    const own = this.own;
    const message = await this.api.post(own, letter);
    if (own !== this.own) return;
    this.ledger.confirm(message, letter);
    this.refusals = 0;
  }

  private refused(letter: Letter, problem: Problem): void {
    if (letter.payload && problem.type.endsWith('#not_offered')) return this.outbox.put(letter.text, null);
    this.refusal = { letter, problem, isReturned: false };
    this.changed();
  }

  private connected(): void {
    this.connection = 'open';
    this.changed();
    void this.checklist.refresh();
    void this.outbox.flush();
  }

  private lost(): void {
    this.connection = 'lost';
    this.typing = false;
    this.changed();
  }

  /** The server does not know this conversation (any more). What was not sent goes to a new one. */
  private gone(): void {
    if (!this.own) return;
    this.refusals += 1;
    this.forget('ended');
    this.outbox.readdress();
    if (this.outbox.letters.length) void this.begin();
  }

  private forget(notice: Notice): void {
    this.memory.set('credentials', null);
    this.memory.set('seen', null);
    this.reset(notice);
  }

  private reset(notice: Notice): void {
    this.line?.close();
    this.line = null;
    this.own = null;
    this.checklist.reset();
    this.ledger = new Ledger();
    this.isLoaded = true;
    this.isQuiet = false;
    this.typing = false;
    this.state = 'bot';
    this.connection = 'idle';
    this.notice = notice;
    this.changed();
  }
}

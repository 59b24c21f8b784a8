/**
 * One conversation with the server: what was said, what is on its way, how the line is.
 *
 * Promises every message once, in order, whatever the network does. Shows nothing itself: it calls `changed`.
 */

import { Admission, type Wishes } from './admission';
import { type Api, Problem } from './api';
import { Checklist } from './checklist';
import { Feed } from './feed';
import { Ledger } from './ledger';
import type { Memory } from './memory';
import { Outbox, type Letter } from './outbox';
import { Situation } from './situation';
import type { Credentials, Message } from './types';
import { Verdicts } from './verdicts';

const TYPING_MS = 4000; // how often the agent is told that the citizen types

export type Connection = 'idle' | 'connecting' | 'open' | 'lost';
export type Notice = 'erased' | 'ended' | null;

export class Conversation {
  situation = new Situation();
  connection: Connection = 'idle';
  notice: Notice = null;
  /** What the server refused last, to be read by the citizen; the text goes back to them. */
  refusal: { problem: Problem; letter: Letter; isReturned: boolean } | null = null;
  readonly outbox: Outbox;
  readonly checklist: Checklist;
  readonly verdicts: Verdicts;

  private own: Credentials | null = null;
  private ledger = new Ledger();
  private typedAt = 0;
  private readonly admission: Admission;
  private readonly feed: Feed;
  private stopWatching: () => void = () => undefined;

  constructor(
    private readonly api: Api,
    private readonly memory: Memory,
    wishes: Wishes,
    private readonly changed: () => void,
  ) {
    this.admission = new Admission(api, memory, wishes, () => this.lost());
    this.checklist = new Checklist(api, memory, changed);
    this.verdicts = new Verdicts(api, memory, changed);
    this.outbox = new Outbox(memory, {
      ready: () => this.own !== null,
      newest: () => this.newest,
      deliver: (letter) => this.deliver(letter),
      refused: (letter, problem) => this.refused(letter, problem),
      gone: () => this.gone(),
      changed,
    });
    this.feed = new Feed(api, {
      received: () => this.ledger.received,
      message: (message) => this.fromServer(message),
      event: (name, content) => this.happened(name, content),
      connected: () => this.connected(),
      lost: () => this.lost(),
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

  /** Is an earlier conversation being shown? Then nothing is announced. */
  get isQuiet(): boolean {
    return this.feed.isQuiet;
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
    this.stopWatching();
    this.checklist.belongTo(null);
    this.feed.close();
    this.admission.giveUp();
  }

  /** Sees to it that there is a conversation; tries until there is. */
  async begin(): Promise<void> {
    if (this.own || this.admission.isBusy) return;
    this.connection = 'connecting';
    this.changed();
    const own = await this.admission.ask();
    if (own && !this.own) this.connect(own, true);
  }

  say(text: string, payload: string | null = null): void {
    this.notice = null;
    this.refusal = null;
    this.outbox.put(text, payload);
    void this.begin();
  }

  /** Tells the agent, now and then, that an answer is being typed. */
  typed(): void {
    if (!this.own || this.situation.state !== 'agent' || Date.now() - this.typedAt < TYPING_MS) return;
    this.typedAt = Date.now();
    this.api.typing(this.own).catch(() => undefined);
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
    if (own?.id === this.own?.id && (own === null || this.feed.isOpen)) return;
    if (own === null) return this.reset(this.own ? 'erased' : null);
    if (this.own) this.reset(null);
    this.connect(own, this.ledger.received > 0);
  }

  private connect(own: Credentials, isNew: boolean): void {
    this.own = own;
    this.checklist.belongTo(own);
    this.verdicts.belongTo(own);
    this.connection = 'connecting';
    this.feed.open(own, isNew);
    this.changed();
    void this.outbox.flush();
  }

  private happened(name: string, content: unknown): void {
    this.situation.hear(name, content);
    if (name === 'plan') void this.checklist.refresh();
    if (name === 'ended') this.forget('ended');
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
    this.admission.refusals = 0;
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
    this.situation.typing = null;
    this.changed();
  }

  /** The server does not know this conversation (any more). What was not sent goes to a new one. */
  private gone(): void {
    if (!this.own) return;
    this.admission.refusals += 1;
    this.forget('ended');
    this.outbox.readdress();
    if (this.outbox.letters.length) void this.begin();
  }

  private forget(notice: Notice): void {
    for (const name of ['credentials', 'seen', 'verdicts'] as const) this.memory.set(name, null);
    this.reset(notice);
  }

  private reset(notice: Notice): void {
    this.feed.close();
    this.own = null;
    this.checklist.reset();
    this.verdicts.belongTo(null);
    this.ledger = new Ledger();
    this.situation = new Situation();
    this.connection = 'idle';
    this.notice = notice;
    this.changed();
  }
}

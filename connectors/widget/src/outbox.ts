/**
 * What the citizen said and the server has not confirmed yet.
 *
 * Sends in order, one at a time, and again after a failure, always under the same key: the server stores a key
 * once, so nothing is lost and nothing arrives twice. It survives a change of page.
 */

import { Problem } from './api';
import type { Memory } from './memory';
import { delaySeconds, Pause } from './patience';

export interface Letter {
  key: string;
  text: string;
  payload: string | null;
  /** The newest message when this was first sent; null when it never was. */
  sentAfter: number | null;
}

export interface Post {
  /** Is there a conversation to send to? */
  ready(): boolean;
  newest(): number;
  deliver(letter: Letter): Promise<void>;
  refused(letter: Letter, problem: Problem): void;
  gone(): void;
  changed(): void;
}

export class Outbox {
  letters: readonly Letter[];
  /** Did the last try fail? */
  failing = false;
  private failures = 0;
  private busy = false;
  private readonly pause = new Pause();

  constructor(
    private readonly memory: Memory,
    private readonly post: Post,
  ) {
    this.letters = memory.get('outbox') ?? [];
  }

  put(text: string, payload: string | null): void {
    this.keep([...this.letters, { key: newKey(), text, payload, sentAfter: null }]);
    void this.flush();
  }

  clear(): void {
    this.keep([]);
    this.pause.end();
  }

  /** For a new conversation: it has never seen these letters, nor offered their buttons. */
  readdress(): void {
    this.keep(this.letters.map((letter) => ({ ...letter, key: newKey(), payload: null, sentAfter: null })));
  }

  /** Sends what there is; when it was waiting for another try, it tries now. */
  async flush(): Promise<void> {
    this.pause.end();
    if (this.busy) return;
    this.busy = true;
    while (this.letters[0] && this.post.ready()) await this.send(this.letters[0]);
    this.busy = false;
  }

  private async send(first: Letter): Promise<void> {
    const letter = { ...first, sentAfter: first.sentAfter ?? this.post.newest() };
    this.keep(this.letters.map((other) => (other.key === letter.key ? letter : other)));
    try {
      await this.post.deliver(letter);
      this.failing = false;
      this.failures = 0;
      this.remove(letter);
    } catch (error) {
      await this.failed(letter, error);
    }
  }

  private async failed(letter: Letter, error: unknown): Promise<void> {
    if (!this.letters.some((other) => other.key === letter.key)) return; // erased meanwhile
    const refused = error instanceof Problem && !error.isTemporary ? error : null;
    if (refused?.isGone) return this.post.gone();
    if (refused) {
      this.remove(letter);
      return this.post.refused(letter, refused);
    }
    this.failures += 1;
    this.failing = true;
    this.post.changed();
    const wished = error instanceof Problem ? error.retryAfterSeconds : 0;
    await this.pause.wait(Math.max(wished, delaySeconds(this.failures)));
  }

  private remove(letter: Letter): void {
    this.keep(this.letters.filter((other) => other.key !== letter.key));
  }

  private keep(letters: readonly Letter[]): void {
    this.letters = letters;
    this.memory.set('outbox', [...letters]);
    this.post.changed();
  }
}

/** Random; also where the page is not served over https, which has no `randomUUID`. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

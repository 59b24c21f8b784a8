/**
 * What was said, each message once and in order, and under which key of the outbox it was sent.
 *
 * The stream may bring a citizen's message back before (or instead of) the answer to its request: it then
 * gets the key that it was sent under, so that it is shown once and keeps its place on the page.
 */

import type { Letter } from './outbox';
import type { Message } from './types';

export class Ledger {
  messages: readonly Message[] = [];
  /** Sequence of the newest message that the stream or the history brought; all before it are here. */
  received = 0;
  private readonly keys = new Map<number, string>();

  get newest(): number {
    return this.messages[this.messages.length - 1]?.sequence ?? 0;
  }

  /** The same for a message before and after it was confirmed. */
  keyOf(message: Message): string {
    return this.keys.get(message.sequence) ?? message.id;
  }

  /** Is this letter shown already, as a message? */
  includes(letter: Letter): boolean {
    return [...this.keys.values()].includes(letter.key);
  }

  /** A message from the server; `first` is the letter whose fate is not known yet. */
  take(message: Message, first: Letter | undefined): void {
    this.received = Math.max(this.received, message.sequence);
    if (this.has(message)) return;
    const isLater = first && first.sentAfter !== null && message.sequence > first.sentAfter;
    if (message.role === 'citizen' && isLater && !this.includes(first)) this.keys.set(message.sequence, first.key);
    this.insert(message);
  }

  /** The server says: this is what became of this letter. */
  confirm(message: Message, letter: Letter): void {
    for (const [sequence, key] of this.keys) if (key === letter.key) this.keys.delete(sequence);
    this.keys.set(message.sequence, letter.key);
    if (!this.has(message)) this.insert(message);
  }

  private insert(message: Message): void {
    this.messages = [...this.messages, message].sort((one, other) => one.sequence - other.sequence);
  }

  private has(message: Message): boolean {
    return this.messages.some((other) => other.sequence === message.sequence);
  }
}

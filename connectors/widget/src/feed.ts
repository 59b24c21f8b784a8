/** What the server tells about one conversation: its history once, then its stream, kept open. */

import type { Api } from './api';
import { Line, type LineEvents } from './line';
import { serverEvents, type ServerEvent } from './sse';
import type { Credentials, Message } from './types';

/** How long a screen reader gets to see that what is shown is not news. */
export const QUIET_MS = 500;

export interface Listener extends LineEvents {
  /** Sequence of the newest message that came in without a gap. */
  received(): number;
  message(message: Message): void;
  event(name: string, content: unknown): void;
  changed(): void;
}

export class Feed {
  /** Is an earlier conversation being shown? Then nothing is announced. */
  isQuiet = false;
  private line: Line | null = null;
  private isLoaded = true;

  constructor(
    private readonly api: Api,
    private readonly listener: Listener,
  ) {}

  get isOpen(): boolean {
    return this.line !== null;
  }

  /** Listens from now on; `isNew` when there is nothing to read back. */
  open(own: Credentials, isNew: boolean): void {
    this.isLoaded = isNew;
    this.isQuiet = !isNew;
    this.line = new Line((signal, heard) => this.follow(own, signal, heard), this.listener);
  }

  close(): void {
    this.line?.close();
    this.line = null;
    this.isQuiet = false;
  }

  private async follow(own: Credentials, signal: AbortSignal, heard: () => void): Promise<void> {
    if (!this.isLoaded) await this.load(own, signal);
    const response = await this.api.events(own, this.listener.received(), signal);
    if (!response.body) throw new TypeError('this browser cannot read streams');
    for await (const event of serverEvents(response.body, heard)) {
      if (signal.aborted) return;
      this.take(event);
    }
  }

  private async load(own: Credentials, signal: AbortSignal): Promise<void> {
    for (let last = 1; this.listener.received() < last; ) {
      const page = await this.api.history(own, this.listener.received());
      if (signal.aborted) throw new Error('cut');
      page.messages.forEach((message) => this.listener.message(message));
      last = page.messages.length ? page.last_sequence : this.listener.received();
    }
    this.isLoaded = true;
    this.listener.changed();
    setTimeout(() => {
      this.isQuiet = false;
      this.listener.changed();
    }, QUIET_MS);
  }

  private take({ name, data }: ServerEvent): void {
    const content = JSON.parse(data) as unknown;
    if (name === 'message') this.listener.message(content as Message);
    else this.listener.event(name, content);
    this.listener.changed();
  }
}

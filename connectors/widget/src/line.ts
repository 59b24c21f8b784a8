/**
 * The line to the server: keeps one stream open and opens it again whenever it breaks, until it is closed.
 *
 * A stream that is silent for too long counts as broken (a phone that slept, a network that changed).
 */

import { Problem } from './api';
import { delaySeconds, Pause } from './patience';

const SILENT_SECONDS = 40; // the server says something at least every 15
const DOUBTFUL_SECONDS = 20; // when the page is looked at again, a silence this long is not trusted
const LASTING_SECONDS = 10; // a stream that held this long was a good one
const FORGIVEN_FAILURES = 1; // a server that restarts is back before anyone needs to know

/** Follows the stream until it ends; calls `heard` whenever something comes in. */
type Follow = (signal: AbortSignal, heard: () => void) => Promise<void>;

export interface LineEvents {
  connected(): void;
  lost(): void;
  gone(): void;
}

export class Line {
  private closed = false;
  private failures = 0;
  private openedAt = 0;
  private heardAt = 0;
  private attempt = new AbortController();
  private silence = 0;
  private readonly pause = new Pause();

  constructor(
    private readonly follow: Follow,
    private readonly events: LineEvents,
  ) {
    addEventListener('online', this.hurry);
    addEventListener('offline', this.cut);
    document.addEventListener('visibilitychange', this.hurry);
    void this.run();
  }

  close(): void {
    this.closed = true;
    removeEventListener('online', this.hurry);
    removeEventListener('offline', this.cut);
    document.removeEventListener('visibilitychange', this.hurry);
    this.cut();
    this.pause.end();
  }

  private async run(): Promise<void> {
    while (!this.closed) {
      this.openedAt = 0;
      await this.once().catch((error: unknown) => this.broken(error));
      clearTimeout(this.silence);
      if (this.closed) return;
      const lasted = this.openedAt > 0 && Date.now() - this.openedAt > LASTING_SECONDS * 1000;
      this.failures = lasted ? 1 : this.failures + 1;
      await this.pause.wait(delaySeconds(this.failures));
    }
  }

  private async once(): Promise<void> {
    this.attempt = new AbortController();
    this.listen();
    await this.follow(this.attempt.signal, () => {
      if (this.closed) return;
      this.listen();
      if (this.openedAt) return;
      this.openedAt = Date.now();
      this.events.connected();
    });
  }

  private broken(error: unknown): void {
    if (this.closed) return;
    if (error instanceof Problem && error.isGone) {
      this.close();
      this.events.gone();
    } else if (this.failures >= FORGIVEN_FAILURES || !navigator.onLine) {
      this.events.lost();
    }
  }

  private listen(): void {
    this.heardAt = Date.now();
    clearTimeout(this.silence);
    this.silence = window.setTimeout(this.cut, SILENT_SECONDS * 1000);
  }

  private readonly cut = (): void => this.attempt.abort();

  private readonly hurry = (): void => {
    if (document.visibilityState !== 'visible') return;
    if (Date.now() - this.heardAt > DOUBTFUL_SECONDS * 1000) this.cut();
    this.pause.end();
  };
}

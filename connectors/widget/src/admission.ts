/** A conversation of one's own: asks the server for one until there is one, and remembers its key. */

import type { Api } from './api';
import type { Memory } from './memory';
import { delaySeconds, Pause } from './patience';
import type { Credentials } from './types';

export interface Wishes {
  language: string;
  municipality: string | null;
}

export class Admission {
  /** How often in a row the server did not know a conversation: then it is asked less eagerly. */
  refusals = 0;
  isBusy = false;
  private isWanted = false;
  private readonly pause = new Pause();

  constructor(
    private readonly api: Api,
    private readonly memory: Memory,
    private readonly wishes: Wishes,
    private readonly failed: () => void,
  ) {}

  /** Null when it was given up; then the memory may have it. */
  async ask(): Promise<Credentials | null> {
    this.isBusy = this.isWanted = true;
    let own: Credentials | null = null;
    for (let failures = this.refusals; this.isWanted && !own; failures += 1) {
      if (failures) await this.pause.wait(delaySeconds(failures));
      if (this.isWanted) own = await this.once();
    }
    this.isBusy = false;
    return this.isWanted ? own : null;
  }

  giveUp(): void {
    this.isWanted = false;
    this.pause.end();
  }

  private async once(): Promise<Credentials | null> {
    try {
      const { id, token } = await this.api.create(this.wishes.language, this.wishes.municipality);
      this.memory.set('credentials', { id, token });
      return { id, token };
    } catch {
      this.failed();
      return null;
    }
  }
}

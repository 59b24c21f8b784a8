/** Whether answers helped: shown at once, remembered by this tab, kept by the server. */

import type { Api } from './api';
import type { Memory } from './memory';
import type { TextKey } from './texts';
import type { Credentials, Message, Verdict } from './types';

export class Verdicts {
  /** What to tell about the last one, and under which message. */
  note: { id: string; sentence: TextKey } | null = null;
  private own: Credentials | null = null;

  constructor(
    private readonly api: Pick<Api, 'judge'>,
    private readonly memory: Pick<Memory, 'get' | 'set'>,
    private readonly changed: () => void,
  ) {}

  belongTo(own: Credentials | null): void {
    this.own = own;
    this.note = null;
  }

  of({ id }: Message): Verdict | null {
    return this.memory.get('verdicts')?.[id] ?? null;
  }

  async give({ id }: Message, verdict: Verdict): Promise<void> {
    if (!this.own) return;
    const before = this.memory.get('verdicts');
    this.memory.set('verdicts', { ...before, [id]: verdict });
    this.changed();
    try {
      await this.api.judge(this.own, id, verdict);
      this.note = { id, sentence: 'feedback_thanks' };
    } catch {
      this.memory.set('verdicts', before);
      this.note = { id, sentence: 'feedback_failed' };
    }
    this.changed();
  }
}

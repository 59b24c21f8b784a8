/**
 * The citizen's plan and its ticks: what the server keeps, and what this browser still has to tell it.
 *
 * A tick shows at once and is sent until the server has it, also after a change of page. What the server refuses
 * is put back, and the citizen reads so.
 */

import { type Api, Problem } from './api';
import type { Memory } from './memory';
import { Paper } from './paper';
import { delaySeconds, Pause } from './patience';
import type { TextKey } from './texts';
import type { Credentials, Message, Plan, PlanStep } from './types';

/** Ticks of one plan that the server has not confirmed: step → done. */
export interface Ticks {
  plan: string;
  steps: Record<string, boolean>;
}

export class Checklist {
  plan: Plan | null = null;
  /** What went wrong with the last tick, and of which step. */
  trouble: { step: string; sentence: TextKey } | null = null;
  readonly paper: Paper;

  private own: Credentials | null = null;
  private heard = 0;
  private ticks: Ticks | null;
  private readonly folds = new Map<string, boolean>();
  private busy = false;
  private failures = 0;
  private readonly pause = new Pause();

  constructor(
    private readonly api: Pick<Api, 'plan' | 'tick' | 'planFile'>,
    private readonly memory: Pick<Memory, 'get' | 'set'>,
    private readonly changed: () => void,
  ) {
    this.ticks = memory.get('ticks');
    this.paper = new Paper((kind) => this.file(kind), changed);
  }

  /** Whose plan it is; null when the conversation is over or not listened to. */
  belongTo(own: Credentials | null): void {
    this.own = own;
    if (!own) this.pause.end();
  }

  /** Starts anew; unsent ticks stay while this browser still has the key to the conversation. */
  reset(): void {
    this.belongTo(null);
    this.plan = this.trouble = this.paper.note = null;
    this.heard = 0;
    this.folds.clear();
    if (!this.memory.get('credentials')) this.keep(null);
  }

  /** A message may bring the plan, as it was when that was said. */
  hear({ sequence, reply }: Message): void {
    if (!reply?.plan || sequence <= this.heard) return;
    this.heard = sequence;
    this.plan = reply.plan;
  }

  /** Asks the server how the plan is now: another tab or the assistant may have ticked. */
  async refresh(): Promise<void> {
    const { own } = this;
    if (!own || !this.plan) return;
    const plan = await this.api.plan(own).catch(() => null);
    if (!plan || own !== this.own) return;
    this.plan = plan;
    this.changed();
    void this.flush();
  }

  isDone({ id, done }: PlanStep): boolean {
    return this.due[id] ?? done;
  }

  /** Only what comes now is unfolded, unless the citizen folds otherwise. */
  isOpen({ id }: PlanStep): boolean {
    return this.folds.get(id) ?? id === this.next()?.id;
  }

  fold({ id }: PlanStep, isOpen: boolean): void {
    this.folds.set(id, isOpen);
    this.changed();
  }

  tick(step: PlanStep, done: boolean): void {
    if (!this.plan) return;
    this.trouble = null;
    this.keep({ plan: this.plan.id, steps: { ...this.due, [step.id]: done } });
    if (done) for (const { id } of [step, this.next() ?? step]) this.folds.delete(id);
    else this.folds.set(step.id, true);
    this.changed();
    void this.flush();
  }

  /** Tells the server; when it was waiting for another try, it tries now. */
  async flush(): Promise<void> {
    this.pause.end();
    if (this.busy) return;
    this.busy = true;
    for (let [step] = Object.keys(this.due); step && this.own; [step] = Object.keys(this.due)) {
      await this.send(this.own, step, this.due[step] as boolean);
    }
    this.busy = false;
  }

  private async send(own: Credentials, step: string, done: boolean): Promise<void> {
    try {
      const plan = await this.api.tick(own, step, done);
      if (own !== this.own) return;
      this.plan = plan;
      this.trouble = null;
      this.failures = 0;
      if (this.due[step] === done) this.settle(step);
      this.memory.set('ticked', Date.now());
    } catch (error) {
      if (own === this.own) await this.failed(step, done, error);
    }
  }

  private async failed(step: string, done: boolean, error: unknown): Promise<void> {
    const isRefused = error instanceof Problem && !error.isTemporary;
    this.trouble = { step, sentence: isRefused ? 'tick_refused' : 'tick_waiting' };
    if (isRefused) {
      this.folds.set(step, done);
      return this.settle(step);
    }
    this.failures += 1;
    this.changed();
    await this.pause.wait(delaySeconds(this.failures));
  }

  private settle(step: string): void {
    const { [step]: _, ...steps } = this.due;
    this.keep(Object.keys(steps).length && this.plan ? { plan: this.plan.id, steps } : null);
    this.changed();
  }

  private get due(): Record<string, boolean> {
    return this.ticks && this.ticks.plan === this.plan?.id ? this.ticks.steps : {};
  }

  /** The first step to do. */
  private next(): PlanStep | undefined {
    return this.plan?.steps.find((step) => !this.isDone(step));
  }

  private keep(ticks: Ticks | null): void {
    this.ticks = ticks;
    this.memory.set('ticks', ticks);
  }

  private file(kind: string): Promise<Blob> {
    return this.own ? this.api.planFile(this.own, kind) : Promise.reject(new Error('no conversation'));
  }
}

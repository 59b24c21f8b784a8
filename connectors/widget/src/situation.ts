/** Who has the conversation now, how long it takes to get a person, and who is busy typing. */

import { text } from './texts';
import type { Role, State, Told } from './types';

type Typist = Extract<Role, 'assistant' | 'agent'>;

export class Situation {
  told: Told = { state: 'bot' };
  typing: Typist | null = null;

  get state(): State {
    return this.told.state;
  }

  /** Does a person have it, or will one? Then asking for one again makes no sense. */
  get isHuman(): boolean {
    return this.state === 'waiting' || this.state === 'agent';
  }

  hear(name: string, content: unknown): void {
    if (name === 'state') this.told = content as Told;
    if (name !== 'typing') return;
    const { active, who } = content as { active: boolean; who?: Typist };
    this.typing = active ? (who ?? (this.state === 'agent' ? 'agent' : 'assistant')) : null;
  }

  /** Whom the citizen talks to. */
  get who(): string {
    const { state, agent } = this.told;
    if (state === 'agent') return agent ? text('state_agent_named', { name: agent }) : text('state_agent');
    return text(state === 'offered' ? 'state_bot' : `state_${state}`);
  }

  get typingText(): string {
    const { agent } = this.told;
    if (this.typing === 'agent') return agent ? text('typing_agent_named', { name: agent }) : text('typing_agent');
    return this.typing ? text('typing_bot') : '';
  }

  /** The place in the queue and the time that it takes, as far as they are known. */
  get waitText(): string {
    if (this.state !== 'waiting') return '';
    const { position, wait_minutes: minutes } = this.told;
    const parts = [text('waiting')];
    if (position) parts.push(position === 1 ? text('waiting_first') : text('waiting_place', { position }));
    if (minutes) parts.push(minutes === 1 ? text('waiting_minute') : text('waiting_minutes', { minutes }));
    return parts.join(' ');
  }

  /** That the conversation is about to stop. */
  get endText(): string {
    const { ends_in_minutes: minutes } = this.told;
    if (!minutes) return '';
    return minutes === 1 ? text('ends_minute') : text('ends_minutes', { minutes });
  }
}

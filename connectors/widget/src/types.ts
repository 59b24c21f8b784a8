/** The JSON of the API, as `connectors/gateway/schemas.py` and `bot/reply.py` describe it. */

export type Role = 'citizen' | 'assistant' | 'agent' | 'system';
export type State = 'bot' | 'offered' | 'waiting' | 'agent' | 'closed';

export interface Choice {
  title: string;
  payload: string;
}

export interface Source {
  title: string;
  url: string;
  checked_on: string | null;
  label: string | null;
}

export interface Section {
  title: string;
  text: string;
}

export interface Word {
  word: string;
  meaning: string;
}

export interface Phone {
  number: string;
  text: string;
  hours: string | null;
}

export interface Organisation {
  id: string;
  name: string;
  task: string;
  role: string;
  website: string | null;
  appointment_url: string | null;
  phones: Phone[];
  find: string | null;
  desk?: string | null;
  help?: string[];
  /** The way that the citizen prefers. */
  first?: 'online' | 'phone' | 'desk' | 'no_computer' | 'deaf' | null;
}

/** One thing to do; `deadline` is an ISO date. */
export interface PlanStep {
  id: string;
  title: string;
  text: string;
  organisation: Organisation | null;
  needs: string[];
  take_along: string | null;
  deadline: string | null;
  deadline_text: string | null;
  late: string | null;
  only_if: string | null;
  topic: string | null;
  source: Source | null;
  done: boolean;
}

export interface Plan {
  id: string;
  title: string;
  intro: string;
  answers: { question: string; answer: string }[];
  steps: PlanStep[];
  help: Organisation[];
  exception: string | null;
}

export interface Reply {
  kind: string;
  text: string;
  title: string | null;
  sections: Section[];
  words: Word[];
  cards: Organisation[];
  /** The cards are steps, in order; else a choice. */
  ordered: boolean;
  sources: Source[];
  buttons: Choice[];
  /** Of the citizen. When there is an `intro`, that is in this language and the rest in Dutch. */
  language: string;
  intro: string;
  /** Beside the matter: what was hidden. */
  note: string;
  plan: Plan | null;
}

export interface Message {
  id: string;
  sequence: number;
  role: Role;
  text: string;
  reply: Partial<Reply> | null;
  created_at: string;
  /** First name of the agent who wrote it. */
  author?: string | null;
}

/** Who has the conversation, and what there is to know about that; older servers say the state only. */
export interface Told {
  state: State;
  position?: number | null;
  wait_minutes?: number | null;
  agent?: string | null;
  /** The conversation stops by itself after so many minutes, unless the citizen writes. */
  ends_in_minutes?: number | null;
}

export type Reason = 'other_question' | 'unclear' | 'incomplete';

/** Did an answer help, and if not, why? */
export interface Verdict {
  helped: boolean;
  reason: Reason | null;
}

export interface Credentials {
  id: string;
  token: string;
}

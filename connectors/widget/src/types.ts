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
}

export interface Reply {
  kind: string;
  text: string;
  title: string | null;
  sections: Section[];
  cards: Organisation[];
  sources: Source[];
  buttons: Choice[];
  language: string;
}

export interface Message {
  id: string;
  sequence: number;
  role: Role;
  text: string;
  reply: Partial<Reply> | null;
  created_at: string;
}

export interface Credentials {
  id: string;
  token: string;
}

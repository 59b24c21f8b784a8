/** The gateway's API. Promises a result, a `Problem` that the server explains, or `Unreachable`. */

import type { Letter } from './outbox';
import type { Credentials, Message, Plan, Verdict } from './types';

const PATIENCE_SECONDS = 20; // after this a request counts as lost; repeating it is safe

/** The server refused and says why (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly type: string,
    readonly retryAfterSeconds: number,
  ) {
    super(title);
  }

  /** The conversation does not exist any more, or this is not its key. */
  get isGone(): boolean {
    return this.status === 401 || this.status === 404;
  }

  /** Trying again later may help. */
  get isTemporary(): boolean {
    return this.status >= 500 || this.status === 408 || this.status === 425 || this.status === 429;
  }
}

/** No answer: no network, no server, or too slow. */
export class Unreachable extends Error {}

interface History {
  messages: Message[];
  last_sequence: number;
}

export class Api {
  constructor(private readonly server: string) {}

  create(language: string, municipality: string | null): Promise<Credentials> {
    return this.json<Credentials>('', { method: 'POST', body: { channel: 'web', language, municipality } });
  }

  history(own: Credentials, after: number): Promise<History> {
    return this.json<History>(`/${own.id}/messages?after=${after}`, { own });
  }

  post(own: Credentials, letter: Letter): Promise<Message> {
    const { text, payload, key } = letter;
    const body = payload ? { text, payload } : { text };
    return this.json<Message>(`/${own.id}/messages`, { own, method: 'POST', body, key });
  }

  async erase(own: Credentials): Promise<void> {
    await this.patiently(`/${own.id}`, { own, method: 'DELETE' });
  }

  /** The citizen is typing: for the agent to see. */
  async typing(own: Credentials): Promise<void> {
    await this.patiently(`/${own.id}/typing`, { own, method: 'POST' });
  }

  async judge(own: Credentials, message: string, body: Verdict): Promise<void> {
    await this.patiently(`/${own.id}/messages/${message}/feedback`, { own, method: 'PUT', body });
  }

  plan(own: Credentials): Promise<Plan> {
    return this.json<Plan>(`/${own.id}/plan`, { own });
  }

  /** Marks a step as done or not; repeating it changes nothing. Gives the plan as it is then. */
  tick(own: Credentials, step: string, done: boolean): Promise<Plan> {
    return this.json<Plan>(`/${own.id}/plan/steps/${step}`, { own, method: 'PUT', body: { done } });
  }

  planFile(own: Credentials, kind: string): Promise<Blob> {
    return this.patiently(`/${own.id}/plan.${kind}`, { own }).then((response) => response.blob());
  }

  /** The open stream of events after message `after`. */
  events(own: Credentials, after: number, signal: AbortSignal): Promise<Response> {
    return this.request(`/${own.id}/events`, { own, after }, signal);
  }

  private async json<T>(path: string, options: Options): Promise<T> {
    return (await this.patiently(path, options).then((response) => response.json())) as T;
  }

  private async patiently(path: string, options: Options): Promise<Response> {
    const impatience = new AbortController();
    const timer = setTimeout(() => impatience.abort(), PATIENCE_SECONDS * 1000);
    try {
      return await this.request(path, options, impatience.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  private async request(path: string, options: Options, signal: AbortSignal): Promise<Response> {
    const init: RequestInit = { method: options.method ?? 'GET', headers: headers(options), signal };
    if (options.body) init.body = JSON.stringify(options.body);
    const response = await fetch(`${this.server}/api/v1/conversations${path}`, {
      ...init,
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
    }).catch(() => {
      throw new Unreachable();
    });
    if (!response.ok) throw await problem(response);
    return response;
  }
}

interface Options {
  own?: Credentials;
  method?: string;
  body?: object;
  key?: string;
  after?: number;
}

function headers({ own, body, key, after }: Options): Record<string, string> {
  return {
    ...(own && { Authorization: `Bearer ${own.token}` }),
    ...(body && { 'Content-Type': 'application/json' }),
    ...(key && { 'Idempotency-Key': key }),
    ...(after !== undefined && { 'Last-Event-ID': String(after) }),
  };
}

async function problem(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as Partial<Record<'title' | 'detail' | 'type', string>>;
  const wait = Number(response.headers.get('Retry-After')) || 0;
  return new Problem(response.status, said.title ?? '', said.detail ?? '', said.type ?? '', wait);
}

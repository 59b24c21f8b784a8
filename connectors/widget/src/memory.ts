/**
 * What this browser remembers: the key to the conversation, what was typed and not sent yet.
 *
 * The tab forgets when it closes, unless the site chose `persist`: then the key (nothing else) stays until
 * the citizen erases the conversation. A browser that refuses storage remembers until the page changes.
 */

import type { Ticks } from './checklist';
import type { Letter } from './outbox';
import type { Credentials, Verdict } from './types';

interface Remembered {
  credentials: Credentials;
  outbox: Letter[];
  draft: string;
  open: boolean;
  large: boolean;
  seen: number;
  /** Which answers helped, by the id of the message. */
  verdicts: Record<string, Verdict>;
  ticks: Ticks;
  /** When a step was ticked last, so that other tabs look again. */
  ticked: number;
}

export class Memory {
  private readonly tab = storage('sessionStorage');
  private readonly shared: Storage;
  private readonly prefix: string;

  /** `owner` keeps the chats on one page apart. */
  constructor(owner: string, persist: boolean) {
    this.shared = persist ? storage('localStorage') : this.tab;
    this.prefix = `wegwijs:${owner}:`;
  }

  get<K extends keyof Remembered>(name: K): Remembered[K] | null {
    try {
      return JSON.parse(this.place(name).getItem(this.prefix + name) ?? 'null') as Remembered[K] | null;
    } catch {
      return null;
    }
  }

  set<K extends keyof Remembered>(name: K, value: Remembered[K] | null): void {
    try {
      if (value === null) this.place(name).removeItem(this.prefix + name);
      else this.place(name).setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      // Full or refused: the conversation goes on, only a page change will not find it.
    }
  }

  /** Calls `changed` when another tab began or erased the conversation, or ticked a step; gives the way to stop. */
  watch(changed: () => void): () => void {
    const listen = (event: StorageEvent): void => {
      if (event.storageArea !== this.shared || !event.key?.startsWith(this.prefix)) return;
      if (/:(credentials|ticked)$/.test(event.key)) changed();
    };
    addEventListener('storage', listen);
    return () => removeEventListener('storage', listen);
  }

  private place(name: keyof Remembered): Storage {
    return name === 'credentials' || name === 'seen' || name === 'ticked' ? this.shared : this.tab;
  }
}

function storage(kind: 'sessionStorage' | 'localStorage'): Storage {
  try {
    window[kind].getItem('');
    return window[kind];
  } catch {
    return new Forgetful();
  }
}

/** A storage that lives as long as the page. */
class Forgetful implements Storage {
  [name: string]: unknown;
  private readonly kept = new Map<string, string>();
  get length(): number {
    return this.kept.size;
  }
  clear(): void {
    this.kept.clear();
  }
  key(index: number): string | null {
    return [...this.kept.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.kept.set(key, value);
  }
  removeItem(key: string): void {
    this.kept.delete(key);
  }
}

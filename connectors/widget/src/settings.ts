/** What the owner of the site wishes, as attributes of the element; read whenever they are needed. */

import { text } from './texts';

export const ATTRIBUTES = [
  ...['server', 'municipality', 'heading', 'launcher', 'phone', 'position', 'theme', 'opening', 'start', 'languages'],
  ...['language', 'open-on', 'persist', 'inline'],
];

export class Settings {
  constructor(
    private readonly host: Element,
    /** Where the script came from. */
    private readonly origin: string,
  ) {}

  get server(): string {
    return this.word('server') ?? this.origin;
  }

  /** Code or name of the citizen's municipality. */
  get municipality(): string | null {
    return this.word('municipality');
  }

  /** Of the page; the server greets in it. */
  get language(): string {
    return this.word('language') ?? 'nl';
  }

  get heading(): string {
    return this.word('heading') ?? text('name');
  }

  get launcher(): string {
    return this.word('launcher') ?? text('launcher');
  }

  /** To call when there is no connection. */
  get phone(): string {
    return this.word('phone') ?? '1400'; // Informatie Rijksoverheid
  }

  /** What the site itself says before the conversation. */
  get opening(): string | null {
    return this.word('opening');
  }

  /** Questions to begin with, between bars. */
  get start(): string[] {
    return parts(this.word('start'), '|');
  }

  /** Tags of the languages that are offered. */
  get languages(): string[] {
    return parts(this.word('languages'), /[\s,]+/);
  }

  /** The event of the page that opens the chat. */
  get openOn(): string | null {
    return this.word('open-on');
  }

  /** On when it is there, whatever its value. */
  get persist(): boolean {
    return this.host.hasAttribute('persist');
  }

  get inline(): boolean {
    return this.host.hasAttribute('inline');
  }

  /** Classes of the root: at which side, in which colours. */
  get looks(): string {
    const theme = this.word('theme');
    const isDark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
    return `${this.word('position') === 'left' ? 'left' : ''} ${isDark ? 'dark' : ''}`;
  }

  private word(name: string): string | null {
    return this.host.getAttribute(name) || null;
  }
}

function parts(list: string | null, between: string | RegExp): string[] {
  return (list ?? '').split(between).flatMap((part) => part.trim() || []);
}

/** What the citizen takes along: a page to print, a PDF, the dates for a calendar. Says what became of it. */

import type { TextKey } from './texts';
import type { Plan } from './types';

const LOOK_MS = 50; // how often a new page is asked whether it is there
const LOOKS = 200; // ten seconds

export class Paper {
  /** What to tell about the last thing that was asked for. */
  note: TextKey | null = null;

  constructor(
    private readonly fetch: (kind: string) => Promise<Blob>,
    private readonly changed: () => void,
  ) {}

  async save({ id }: Plan, kind: 'pdf' | 'ics'): Promise<void> {
    this.say('file_making');
    try {
      download(await this.fetch(kind), `stappenplan-${id}.${kind}`);
      this.say('file_saved');
    } catch {
      this.say('file_failed');
    }
  }

  /** Opens the page at once, or the browser takes it for an advertisement; fills it when it is there. */
  async print(): Promise<void> {
    const page = open('', '_blank');
    this.say(page ? 'file_making' : 'print_failed');
    if (!page) return;
    try {
      await show(page, await (await this.fetch('html')).text());
      this.say(null);
      page.print();
    } catch {
      page.close();
      this.say('file_failed');
    }
  }

  private say(note: TextKey | null): void {
    this.note = note;
    this.changed();
  }
}

/** Gives the citizen a file. */
export function download(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = address(content);
  link.download = name;
  link.click();
}

/** The page takes over the policy of the site, which may refuse styles in it; it gets them as a sheet. */
async function show(page: Window, source: string): Promise<void> {
  let styles = '';
  const html = source.replace(/<style>([^]*?)<\/style>/, (_, css: string) => ((styles = css), ''));
  page.location.replace(address(new Blob([html], { type: 'text/html;charset=utf-8' })));
  await loaded(page);
  const sheet = new (page as Window & typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(styles);
  page.document.adoptedStyleSheets = [sheet];
}

async function loaded(page: Window): Promise<void> {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    if (page.location.protocol === 'blob:' && page.document.readyState === 'complete') return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error('the page does not open');
}

function address(content: Blob): string {
  const made = URL.createObjectURL(content);
  setTimeout(() => URL.revokeObjectURL(made), 60_000);
  return made;
}

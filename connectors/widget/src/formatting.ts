/**
 * The little formatting that texts have, as data: paragraphs, `1.` steps and `- ` items; phone numbers and
 * https addresses inside them. No HTML comes in and none goes out.
 */

export type Piece = { kind: 'text' | 'phone' | 'address'; text: string; href: string };
export type Block = { kind: 'paragraph' | 'steps' | 'items'; start: number; lines: string[] };

const STEP = /^\s*(\d{1,2})[.)]\s+(.*)$/;
const ITEM = /^\s*[-•]\s+(.*)$/;

export function blocks(text: string): Block[] {
  const found: Block[] = [];
  let current = null as Block | null;
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim()) {
      if (current?.kind === 'paragraph') current = null;
      continue;
    }
    const step = STEP.exec(line);
    const item = ITEM.exec(line);
    const kind = step ? 'steps' : item ? 'items' : 'paragraph';
    const continues = !step && !item && current && /^\s/.test(line);
    if (continues && current) {
      current.lines.push(`${current.lines.pop() ?? ''} ${line.trim()}`);
      continue;
    }
    if (current?.kind !== kind) {
      current = { kind, start: step ? Number(step[1]) : 1, lines: [] };
      found.push(current);
    }
    current.lines.push(step?.[2] ?? item?.[1] ?? line.trim());
  }
  return found;
}

// The signs that isolate a name in a text from right to left belong to no address.
const ADDRESS = /https:\/\/[^\s<>"'\u2068\u2069]*[^\s<>"'\u2068\u2069.,;:!?)]/;
const PHONE = /\+\d{2}[ \d-]{7,14}\d|\(0\d{1,3}\)[ -]?\d[ \d-]{4,8}\d|0[89]00[ -]?\d{4}(?:[ -]?\d{3})?|0\d[ \d-]{7,12}\d|14 ?0\d{2,3}|1400|11[23]/;
const FINDABLE = new RegExp(`${ADDRESS.source}|${PHONE.source}`, 'g');

/** A line cut into text, phone numbers that can be called, and addresses that can be opened. */
export function pieces(line: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of line.matchAll(FINDABLE)) {
    const piece = linked(match[0], line.slice(0, match.index), line.slice(match.index + match[0].length));
    if (!piece) continue;
    if (match.index > end) found.push(plain(line.slice(end, match.index)));
    found.push(piece);
    end = match.index + match[0].length;
  }
  if (end < line.length) found.push(plain(line.slice(end)));
  return found;
}

function linked(text: string, before: string, after: string): Piece | null {
  if (text.startsWith('https:')) {
    const href = safeAddress(text);
    return href ? { kind: 'address', text: shortAddress(href), href } : null;
  }
  return isPhone(text, before, after) ? { kind: 'phone', text, href: phoneHref(text) } : null;
}

const CALLING = /(?:^|[:(]|\b(?:bel\w*|of|op|naar|met|via|nummer|telefoon\w*|gratis|dan|direct|meteen|eerst|nu|altijd))\s*$/i;

/** A number to call, not an amount, a year, an article of law or a part of a longer number. */
function isPhone(text: string, before: string, after: string): boolean {
  if (/[\w€.,/+-]$|€\s*$|\b(?:artikel|lid|nummer van)\s*$/i.test(before)) return false;
  if (/^(?:[\w%-]|[.,/]\d|\s*(?:euro|€|procent|dagen|weken|maanden|jaar|uur|mensen|keer)\b)/i.test(after)) return false;
  const digits = text.replace(/\D/g, '').length;
  if (text.startsWith('+')) return digits >= 9 && digits <= 13;
  if (/^0[89]00/.test(text)) return true;
  if (/^\(?0/.test(text)) return digits === 10;
  return CALLING.test(before); // 112, 113, 1400, 14 0…: only where calling is meant
}

export function phoneHref(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, '')}`;
}

/** The address when it is https, else null: nothing else becomes a link. */
export function safeAddress(address: string): string | null {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

/** `https://www.uwv.nl/nl/ww/` as `uwv.nl/nl/ww`. */
export function shortAddress(address: string): string {
  return address.replace(/^https:\/\/(www\.)?/, '').replace(/\/$/, '');
}

/** The site of an address: `uwv.nl`. */
export function siteOf(address: string): string {
  return new URL(address).host.replace(/^www\./, '');
}

function plain(text: string): Piece {
  return { kind: 'text', text, href: '' };
}

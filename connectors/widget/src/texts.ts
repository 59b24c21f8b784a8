/** Every sentence of the widget, from one Dutch file. */

import dutch from './nl.json';

export type TextKey = keyof typeof dutch;
type Fields = Record<string, string | number>;

export function text(key: TextKey, fields: Fields = {}): string {
  return dutch[key].replace(/\{(\w+)\}/g, (_, name: string) => String(fields[name] ?? ''));
}

export function unreadText(count: number): string {
  return count === 1 ? text('unread_one') : text('unread_many', { count });
}

/** `2026-11-22` as *22 november 2026*; something else as it is. */
export function dateText(iso: string): string {
  const date = new Date(`${iso}T12:00:00`);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleDateString('nl-NL', { day: 'numeric', month: 'long', year: 'numeric' });
}

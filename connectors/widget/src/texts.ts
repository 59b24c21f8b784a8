/** Every sentence of the widget, from one Dutch file. */

import dutch from './nl.json';

export type TextKey = keyof typeof dutch;
const DAY_MS = 86_400_000;
const NEAR_DAYS = 21; // after three weeks nobody counts days

type Fields = Record<string, string | number>;

export function text(key: TextKey, fields: Fields = {}): string {
  return dutch[key].replace(/\{(\w+)\}/g, (_, name: string) => String(fields[name] ?? ''));
}

export function unreadText(count: number): string {
  return count === 1 ? text('unread_one') : text('unread_many', { count });
}

/** `2026-11-22` as *22 november 2026*, with its weekday when asked; something else as it is. */
export function dateText(iso: string, weekday?: 'long'): string {
  const date = new Date(`${iso}T12:00:00`);
  if (Number.isNaN(date.getTime())) return iso;
  return date.toLocaleDateString('nl-NL', { day: 'numeric', month: 'long', year: 'numeric', ...(weekday && { weekday }) });
}

/** *vandaag*, *overmorgen*, *over 8 dagen*; nothing for a day that is past or far away. */
export function nearText(iso: string, now = new Date()): string {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  const days = Math.round((Date.parse(iso) - today) / DAY_MS);
  return days >= 0 && days <= NEAR_DAYS ? new Intl.RelativeTimeFormat('nl', { numeric: 'auto' }).format(days, 'day') : '';
}

/** Messages as plain text: to save, and to read aloud. */

import { dateText, text } from './texts';
import type { Message, Organisation, Reply } from './types';

export function transcript(messages: readonly Message[]): string {
  return messages.map((message) => `${text(`who_${message.role}`)}:\n${said(message)}`).join('\n\n') + '\n';
}

/** Everything one message says, in the order in which it is shown. */
export function said({ text: words, reply }: Message): string {
  const parts = [
    reply?.title,
    reply?.text ?? words,
    ...(reply?.sections ?? []).map((section) => `${section.title}\n${section.text}`),
    ...(reply?.cards ?? []).map(organisation),
    ...(reply?.sources ?? []).map(source),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function organisation({ name, role, task, phones, appointment_url, website, find }: Organisation): string {
  const calls = phones.map((phone) =>
    [phone.text, phone.number, phone.hours].filter(Boolean).join(', '),
  );
  return [name, role || task, ...calls, appointment_url, website, find].filter(Boolean).join('\n');
}

function source({ label, title, url, checked_on }: NonNullable<Reply['sources']>[number]): string {
  const date = checked_on ? ` (${dateText(checked_on)})` : '';
  return `${label ?? text('source')}: ${title}${date}\n${url}`;
}

/** Gives the citizen the conversation as a file. */
export function save(messages: readonly Message[]): void {
  const link = document.createElement('a');
  const address = URL.createObjectURL(new Blob([transcript(messages)], { type: 'text/plain;charset=utf-8' }));
  link.href = address;
  link.download = text('save_filename');
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

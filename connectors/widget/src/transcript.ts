/** Messages as plain text: to save, and to read aloud. */

import { download } from './paper';
import { dateText, text } from './texts';
import type { Message, Organisation, PlanStep, Reply, Section } from './types';

export function transcript(messages: readonly Message[]): string {
  return messages.map((message) => `${text(`who_${message.role}`)}:\n${said(message)}`).join('\n\n') + '\n';
}

/** Everything one message says, in the order in which it is shown. */
export function said({ text: words, reply }: Message): string {
  const parts = [
    reply?.intro,
    reply?.title,
    reply?.text ?? words,
    reply?.note,
    ...sectionsOf(reply ?? {}).map((section) => `${section.title}\n${section.text}`),
    ...(reply?.kind === 'plan' ? (reply.plan?.steps ?? []) : []).map(step),
    ...(reply?.cards ?? []).map(organisation),
    ...(reply?.sources ?? []).map(source),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function step({ title, text: words, only_if, deadline, organisation: who }: PlanStep, index: number): string {
  const by = deadline && text('plan_by', { date: dateText(deadline) });
  return [`${index + 1}. ${title}`, only_if, by, words, who && organisation(who)].filter(Boolean).join('\n');
}

/** The sections of a reply; the official words that it explains are the last, folded like the others. */
export function sectionsOf({ sections = [], words = [] }: Partial<Reply>): Section[] {
  if (!words.length) return sections;
  const lines = words.map(({ word, meaning }) => `- ${word}: ${meaning}`);
  return [...sections, { title: text('words'), text: lines.join('\n') }];
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
  download(new Blob([transcript(messages)], { type: 'text/plain;charset=utf-8' }), text('save_filename'));
}

/** Messages as plain text: to save, and to read aloud. */

import { download } from './paper';
import { dateText, text } from './texts';
import type { Message, Organisation, PlanStep, Reply, Section } from './types';

export function transcript(messages: readonly Message[]): string {
  return messages.map((message) => `${whoText(message)}:\n${said(message)}`).join('\n\n') + '\n';
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

/** Who speaks, in words. */
export function whoText({ role, author }: Message): string {
  return role === 'agent' && author ? text('who_agent_named', { name: author }) : text(`who_${role}`);
}

/** Gives the citizen the conversation as a file: to read, or as data. */
export function save(messages: readonly Message[], asData = false): void {
  const content = asData ? JSON.stringify(messages, null, 1) : transcript(messages);
  const type = asData ? 'application/json' : 'text/plain;charset=utf-8';
  download(new Blob([content], { type }), text('save_filename') + (asData ? '.json' : '.txt'));
}

/** Opens a page of its own with the conversation in plain letters, and prints it. */
export function printOut(messages: readonly Message[]): void {
  const page = open('', '_blank');
  if (!page) return;
  const { document: paper } = page;
  paper.title = text('save_filename');
  paper.documentElement.lang = 'nl';
  for (const message of messages) {
    paper.body.append(element(paper, 'h2', whoText(message)));
    for (const lines of said(message).split('\n\n')) paper.body.append(element(paper, 'p', lines));
  }
  page.print();
}

function element(page: Document, name: string, words: string): HTMLElement {
  const made = page.createElement(name);
  made.innerText = words; // keeps the lines
  return made;
}

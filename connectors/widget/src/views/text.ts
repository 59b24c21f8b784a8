/** Text with paragraphs, lists, phone numbers and addresses, as nodes. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { blocks, pieces, type Block, type Piece } from '../formatting';
import { text as sentence } from '../texts';

export function textView(text: string): TemplateResult[] {
  return blocks(text).map(blockView);
}

function blockView({ kind, start, lines }: Block): TemplateResult {
  const items = lines.map((line) => html`<li>${lineView(line)}</li>`);
  if (kind === 'steps') return html`<ol start=${start === 1 ? nothing : start}>${items}</ol>`;
  if (kind === 'items') return html`<ul>${items}</ul>`;
  return html`<p>${lines.map((line, index) => [index ? html`<br />` : nothing, lineView(line)])}</p>`;
}

function lineView(line: string): unknown[] {
  return pieces(line).map(pieceView);
}

function pieceView({ kind, text, href }: Piece): unknown {
  if (kind === 'phone') return html`<a class="nowrap" href=${href}>${text}</a>`;
  return kind === 'address' ? outsideLink(href, text) : text;
}

/** A link that keeps the conversation open: a new tab, and says so. */
export function outsideLink(href: string, content: unknown, className = ''): TemplateResult {
  return html`<a class=${className || nothing} href=${href} target="_blank" rel="noopener"
    >${content}<span class="unseen"> (${sentence('new_tab')})</span></a
  >`;
}

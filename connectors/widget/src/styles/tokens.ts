/**
 * The looks that a site can set: `--wegwijs-*`, else the NL Design System token of the page, else our own.
 *
 * Nothing else of the page gets in: the host and the root start from initial values, and `!important` inside
 * a shadow tree wins over the page's.
 */

import { css } from './css';

export const tokens = css`
  :host {
    all: initial !important;
    display: contents !important;
  }
  :host([inline]) {
    display: block !important;
    block-size: var(--wegwijs-inline-size, 40rem) !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  .root {
    --brand: var(--wegwijs-brand-color, var(--utrecht-button-primary-action-background-color, #0b4f8a));
    --brand-hover: var(--wegwijs-brand-hover-color, var(--utrecht-button-primary-action-hover-background-color, #083a66));
    --on-brand: var(--wegwijs-on-brand-color, var(--utrecht-button-primary-action-color, #fff));
    --text: var(--wegwijs-text-color, var(--utrecht-document-color, #1b2733));
    --soft-text: var(--wegwijs-soft-text-color, #4a5866);
    --link: var(--wegwijs-link-color, var(--utrecht-link-color, #0b4f8a));
    --paper: var(--wegwijs-paper-color, var(--utrecht-document-background-color, #fff));
    --ground: var(--wegwijs-ground-color, #f3f6f9);
    --tint: var(--wegwijs-tint-color, #e2edf7);
    --line: var(--wegwijs-line-color, #d5dde5);
    --border: var(--wegwijs-border-color, var(--utrecht-textarea-border-color, #66788a));
    --calm: var(--wegwijs-crisis-color, #5b2a86);
    --calm-tint: var(--wegwijs-crisis-tint-color, #f5effa);
    --alert: var(--wegwijs-error-color, #a3180f);
    --focus: var(--wegwijs-focus-color, var(--utrecht-focus-outline-color, #0b0c0c));
    --focus-ground: var(--wegwijs-focus-ground-color, #ffd74a);
    --round: var(--wegwijs-radius, 12px);
    --round-button: var(--wegwijs-button-radius, var(--utrecht-button-border-radius, 8px));
    --font: var(
      --wegwijs-font-family,
      var(--utrecht-document-font-family, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif)
    );
    --layer: var(--wegwijs-z-index, 2147483000);
    all: initial;
    display: block;
    direction: ltr; /* all leaves it out; a reply sets its own */
    color: var(--text);
    color-scheme: light;
    font-family: var(--font);
    font-size: var(--wegwijs-font-size, medium); /* what the citizen set in the browser, whatever the page does */
    line-height: 1.5;
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: 100%;
  }
  .dark {
    --brand: var(--wegwijs-dark-brand-color, #8ec5ff);
    --brand-hover: #b5d9ff;
    --on-brand: #0b1b2a;
    --text: #eef3f7;
    --soft-text: #b4c2cf;
    --link: var(--brand);
    --paper: #1a252f;
    --ground: #10181f;
    --tint: #24384b;
    --line: #3a4b5a;
    --border: #8fa3b5;
    --calm: #cfaef2;
    --calm-tint: #2a1f38;
    --alert: #ff9a90;
    --focus: #ffd74a;
    --focus-ground: #10181f;
    color-scheme: dark;
  }
  .large .panel {
    font-size: 1.25em;
  }
  :host([inline]) .root {
    block-size: 100%;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
`;

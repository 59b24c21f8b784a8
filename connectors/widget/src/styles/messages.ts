/** What is said: the citizen at the end side, the others at the start, answers as cards. */

import { css } from './css';

export const messages = css`
  .entry + .entry {
    margin-block-start: 1.25em;
  }
  .who {
    margin-block-end: 0.25em;
    color: var(--soft-text);
    font-size: 0.875em;
    font-weight: 600;
    line-height: 1.5;
  }
  .body {
    inline-size: fit-content;
    max-inline-size: 92%;
    padding: 0.75em 1em;
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--paper);
  }
  .card .body,
  .crisis .body {
    inline-size: 100%;
    max-inline-size: none;
    padding: 1.25em;
  }
  .citizen .who {
    text-align: end;
  }
  .citizen .body {
    margin-inline-start: auto;
    border-color: transparent;
    background: var(--tint);
  }
  .agent .body {
    border-inline-start: 4px solid var(--brand);
  }
  .crisis .body {
    border: 2px solid var(--calm);
    background: var(--calm-tint);
  }
  .crisis .lead {
    font-size: 1.125em;
    font-weight: 600;
  }
  .crisis .after {
    margin-block-start: 1em;
  }
  .intro {
    margin-block-end: 1em;
    padding-block-end: 1em;
    border-block-end: 1px solid var(--line);
  }
  .note {
    margin-block-start: 0.75em;
  }
  .subject {
    margin-block-end: 0.5em;
    font-size: 1.1875em;
  }
  p + p,
  p + ol,
  p + ul,
  ol + p,
  ul + p {
    margin-block-start: 0.75em;
  }
  ol,
  ul {
    padding-inline-start: 1.5em;
  }
  li + li {
    margin-block-start: 0.5em;
  }
  li::marker {
    color: var(--soft-text);
    font-weight: 600;
  }
  .folds {
    margin-block-start: 1em;
    border-block-start: 1px solid var(--line);
  }
  details {
    border-block-end: 1px solid var(--line);
  }
  summary {
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-block-size: max(44px, 2.75em);
    padding-block: 0.375em;
    color: var(--link);
    font-weight: 600;
    line-height: 1.3;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: '';
    flex: none;
    inline-size: 0.5em;
    block-size: 0.5em;
    margin-inline: auto 0.375em;
    border: solid currentColor;
    border-width: 0 2px 2px 0;
    transform: translateY(-25%) rotate(45deg);
  }
  [open] > summary::after {
    transform: translateY(25%) rotate(225deg);
  }
  summary:hover {
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  .folded {
    padding-block: 0.25em 1.125em;
  }
  .source {
    margin-block-start: 1.25em;
    color: var(--soft-text);
    font-size: 0.9375em;
  }
  .source + .source {
    margin-block-start: 0.5em;
  }
  .source .date {
    display: block;
  }
  .choices {
    display: flex;
    flex-direction: column;
    gap: 0.5em;
    margin-block-start: 1em;
  }
  .choices button {
    justify-content: flex-start;
  }
  .choices button:disabled {
    border-color: var(--line);
    background: transparent;
    color: var(--soft-text);
    font-weight: 500;
    cursor: default;
  }
  .who .icon {
    vertical-align: -0.3em;
    margin-inline-end: 0.25em;
  }
  .feedback {
    margin-block-start: 1em;
    color: var(--soft-text);
    font-size: 0.9375em;
  }
  .feedback p:not(:empty) {
    margin-block-start: 0.5em;
  }
  .feedback .choices {
    flex-flow: wrap;
    align-items: center;
    margin-block-start: 0.5em;
  }
  .body > .quiet {
    margin-block-start: 0.75em;
  }
  .delivery,
  .notice {
    margin-block-start: 0.375em;
    color: var(--soft-text);
    font-size: 0.9375em;
    text-align: end;
  }
  .delivery strong {
    color: var(--alert);
  }
  .notice {
    margin-block: 1em;
    text-align: center;
  }
`;

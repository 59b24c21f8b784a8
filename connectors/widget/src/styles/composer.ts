/** Where the citizen types. */

import { css } from './css';

export const composer = css`
  .composer {
    padding: 0.375em 1.25em 0.875em;
    border-block-start: 1px solid var(--line);
    background: var(--paper);
  }
  label {
    font-weight: 600;
  }
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 3em;
    max-block-size: 10em;
    padding: 0.5em 0.75em;
    border: 1px solid var(--border);
    border-radius: var(--round-button);
    background: var(--paper);
    line-height: 1.5;
    resize: none;
    field-sizing: content;
  }
  textarea[aria-invalid] {
    border: 2px solid var(--alert);
  }
  .trouble:not(:empty) {
    margin-block-start: 0.375em;
    color: var(--alert);
    font-weight: 600;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25em 0.75em;
  }
  textarea ~ .row {
    margin-block-start: 0.625em;
  }
  .human {
    margin-inline-end: -0.75em;
    padding-inline: 0.75em;
    border-color: transparent;
  }
  .human[aria-disabled] {
    color: var(--soft-text);
    cursor: default;
  }
  .human span {
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  .hint {
    flex: 1 1 10em;
    color: var(--soft-text);
    font-size: 0.875em;
    line-height: 1.35;
  }
  @media (max-width: 30em) {
    .composer {
      padding-inline: 1em;
    }
  }
`;

/** A plan as a checklist. */

import { css } from './css';

export const plan = css`
  .answers {
    margin-block-start: 0.5em;
    border: 0;
    font-size: 0.9375em;
  }
  dl,
  dd {
    margin: 0;
  }
  dt {
    font-weight: 600;
  }
  dd > p::first-letter,
  dd li::first-letter {
    text-transform: uppercase;
  }
  .folded dl,
  dd + dt {
    margin-block-start: 0.75em;
  }
  .progress {
    margin-block: 1em;
  }
  progress {
    inline-size: 100%;
    accent-color: var(--brand);
  }
  .steps {
    padding: 0;
    list-style: none;
  }
  .step {
    display: grid;
    grid-template-columns: auto 1fr;
    margin: 0;
    border-block-start: 1px solid var(--line);
  }
  .step details {
    grid-column: 2;
    min-inline-size: 0;
    border: 0;
  }
  .step summary {
    align-items: flex-start;
    padding-block: 0.6875em;
  }
  .step summary::after {
    margin-block-start: 0.375em;
  }
  .step small {
    display: block;
    margin-block-start: 0.25em;
    color: var(--soft-text);
    font-size: 0.875em;
    font-weight: 500;
  }
  .step .by {
    color: var(--text);
  }
  .done .by {
    color: inherit;
  }
  .step .only {
    padding-inline-start: 0.5em;
    border-inline-start: 3px solid var(--border);
  }
  .done summary {
    color: var(--soft-text);
    font-weight: 500;
  }
  dd .organisation {
    margin-block-start: 0.25em;
  }
  .step .folded {
    margin-inline-start: -2.125em; /* as wide as the card: under the box too */
  }
  .folded > button {
    margin-block-start: 1em;
  }
  .step .trouble {
    grid-column: 2;
    margin-block-end: 0.75em;
  }
  .step input {
    display: grid;
    place-content: center;
    inline-size: max(44px, 2.75em);
    block-size: max(44px, 2.75em);
    margin: 0;
    margin-inline-start: -0.625em;
    -webkit-appearance: none; /* Safari before 15.4 */
    appearance: none;
    font: inherit;
    cursor: pointer;
  }
  .step input::before {
    content: '';
    inline-size: 1.5em;
    block-size: 1.5em;
    border: 2px solid var(--border);
    border-radius: 4px;
    background: var(--paper);
    color: var(--on-brand);
    font-weight: 700;
    line-height: 1.25em;
    text-align: center;
  }
  .step input:hover::before {
    border-color: var(--brand);
  }
  .step input:checked::before {
    content: '✓';
    content: '✓' / '';
    border-color: var(--brand);
    background: var(--brand);
  }
  .paper {
    padding-block-start: 1em;
    border-block-start: 1px solid var(--line);
  }
`;

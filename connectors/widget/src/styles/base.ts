/** Text, links and buttons, wherever they stand in the widget. */

import { css } from './css';

export const base = css`
  h2,
  h3,
  h4,
  p,
  ol,
  ul {
    margin: 0;
  }
  h2,
  h4 {
    font-family: var(--wegwijs-heading-font-family, var(--utrecht-heading-font-family, var(--font)));
    line-height: 1.3;
  }
  a {
    color: var(--link);
    text-decoration: underline;
    text-decoration-thickness: max(1px, 0.0625em);
    text-underline-offset: 0.15em;
  }
  a:hover {
    text-decoration-thickness: max(2px, 0.125em);
  }
  button,
  textarea {
    margin: 0;
    font: inherit;
    letter-spacing: inherit;
    word-spacing: inherit;
    color: inherit;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: max(44px, 2.75em);
    min-inline-size: 44px;
    padding: 0.375em 1em;
    border: 1px solid var(--brand);
    border-radius: var(--round-button);
    background: var(--paper);
    color: var(--link);
    font-weight: 600;
    line-height: 1.3;
    text-align: start;
    cursor: pointer;
  }
  button:hover {
    background: var(--tint);
  }
  button.primary {
    background: var(--brand);
    color: var(--on-brand);
  }
  button.primary:hover {
    background: var(--brand-hover);
  }
  button.danger {
    border-color: var(--alert);
    background: var(--alert);
    color: var(--paper);
  }
  [aria-pressed='true']::before {
    content: '✓' / '';
  }
  button.quiet {
    padding-inline: 0.5em;
    margin-inline-start: -0.5em;
    border-color: transparent;
    background: transparent;
    font-weight: 500;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
    box-shadow: 0 0 0 5px var(--focus-ground);
  }
  .log:focus-visible,
  textarea:focus-visible {
    outline-offset: -3px;
    box-shadow: none;
  }
  .icon {
    flex: none;
    inline-size: 1.375em;
    block-size: 1.375em;
  }
  .nowrap {
    white-space: nowrap;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    button,
    .message .body {
      border: 1px solid ButtonText !important;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;

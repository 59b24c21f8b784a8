/** Who can help, and the ways to reach them. */

import { css } from './css';

export const organisations = css`
  .kicker {
    margin-block: 1.5em 0.5em;
    color: var(--soft-text);
    font-size: 0.9375em;
    font-weight: 600;
  }
  .kicker + .folds {
    margin-block-start: 0;
  }
  .organisation {
    padding: 1em;
    border-radius: calc(var(--round) - 4px);
    background: var(--ground);
  }
  .crisis .organisation {
    margin-block-start: 1em;
    background: var(--paper);
  }
  .organisation h4 {
    margin-block-end: 0.25em;
    font-size: 1.0625em;
  }
  .way {
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-block-size: max(44px, 2.75em);
    margin-block-start: 0.75em;
    padding: 0.5em 0.875em;
    border: 1px solid var(--line);
    border-radius: var(--round-button);
    background: var(--paper);
    line-height: 1.35;
    text-decoration: none;
  }
  .way + .way {
    margin-block-start: 0.5em;
  }
  .way b {
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.15em;
  }
  .way small {
    display: block;
    color: var(--soft-text);
    font-size: 0.875em;
  }
  .way:hover {
    border-color: var(--brand);
    background: var(--tint);
  }
  .way + p {
    margin-block-start: 0.75em;
  }
  .crisis a.way[href^='tel'] {
    border-color: var(--calm);
    background: var(--calm);
    color: var(--paper);
    font-size: 1.125em;
  }
  .crisis a.way[href^='tel'] small {
    color: inherit;
  }
`;

/** Where the launcher and the panel stand, and the frame of the panel. */

import { css } from './css';

export const panel = css`
  .launcher,
  .panel {
    position: fixed;
    z-index: var(--layer);
    inset-block-end: max(var(--wegwijs-offset, 24px), env(safe-area-inset-bottom));
    inset-inline-end: var(--wegwijs-offset, 24px);
  }
  .left .launcher,
  .left .panel {
    inset-inline: var(--wegwijs-offset, 24px) auto;
  }
  .launcher {
    min-block-size: 56px;
    max-inline-size: calc(100vw - 32px);
    padding: 0.75em 1.375em;
    border: 2px solid #fff;
    border-radius: 999px;
    background: var(--brand);
    color: var(--on-brand);
    font-size: 1.0625em;
    box-shadow: 0 4px 20px rgb(10 30 50 / 30%);
  }
  .launcher:hover {
    background: var(--brand-hover);
  }
  .badge {
    padding: 0.125em 0.625em;
    border-radius: 999px;
    background: #fff;
    color: #1b2733;
    font-size: 0.875em;
  }
  .panel {
    display: flex;
    flex-direction: column;
    inline-size: min(27.5em, 100vw - 48px);
    block-size: min(46em, 100vh - 48px);
    block-size: min(46em, 100dvh - 48px);
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--round);
    background: var(--ground);
    box-shadow: 0 8px 40px rgb(10 30 50 / 28%);
  }
  :host([inline]) .panel {
    position: static;
    inline-size: 100%;
    block-size: 100%;
    box-shadow: none;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em;
    padding: 0.625em 0.5em 0.625em 1.25em;
    background: var(--brand);
    color: var(--on-brand);
  }
  .title {
    flex: 1 1 9em;
  }
  .title h2 {
    font-size: 1.25em;
  }
  .title p {
    font-size: 0.875em;
  }
  button.bar {
    padding: 0.375em 0.625em;
    border-color: transparent;
    background: transparent;
    color: inherit;
    font-size: 0.9375em;
    font-weight: 500;
  }
  button.bar:hover {
    background: var(--brand-hover);
  }
  header :focus-visible {
    outline-color: var(--on-brand);
    outline-offset: -3px;
    box-shadow: none;
  }
  .menu {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    padding: 0.75em 1.25em;
    border-block-end: 1px solid var(--line);
    background: var(--paper);
  }
  .menu p {
    flex: 1 0 100%;
  }
  .log {
    flex: 1 1 auto;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 1.25em;
  }
  .status:not(:empty),
  .refusal:not(:empty) {
    padding: 0 1.25em;
    font-size: 0.9375em;
  }
  .status p,
  .refusal p {
    padding-block: 0.5em;
  }
  .title .icon {
    display: inline;
    vertical-align: -0.3em;
    margin-inline-end: 0.25em;
  }
  .again {
    padding: 0 1.25em 0.75em;
  }
  .lost,
  .queue,
  .refusal p {
    padding-inline: 0.75em;
    margin-block-end: 0.5em;
    border-inline-start: 4px solid var(--alert);
    background: var(--paper);
  }
  .queue {
    border-color: var(--brand);
  }
  .typing {
    display: flex;
    align-items: center;
    gap: 0.625em;
    color: var(--soft-text);
  }
  .dots i {
    display: inline-block;
    inline-size: 0.4375em;
    block-size: 0.4375em;
    margin-inline-end: 0.25em;
    border-radius: 50%;
    background: var(--brand);
  }
  @media (prefers-reduced-motion: no-preference) {
    .dots i {
      animation: breathe 1.2s ease-in-out infinite;
    }
    .dots i:nth-child(2) {
      animation-delay: 0.2s;
    }
    .dots i:nth-child(3) {
      animation-delay: 0.4s;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
  @media (max-width: 30em), (max-height: 30em) {
    .launcher {
      inset-block-end: max(16px, env(safe-area-inset-bottom));
      inset-inline-end: 16px;
    }
    :host(:not([inline])) .panel {
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      border: 0;
      border-radius: 0;
    }
    header {
      padding-inline-start: 1em;
    }
    header .icon {
      display: none;
    }
    .log {
      padding: 1em;
    }
  }
  @media (max-height: 30em) {
    :host(:not([inline])) .panel {
      display: block;
      overflow-y: auto;
    }
  }
`;

/** Keeps the newest message in view, from its first line, unless the citizen reads back. */

import type { Conversation } from './conversation';

const NEAR = 48; // pixels from the end that still count as the end
const PEEK = 64; // pixels of the question that stay visible above its answer

export class Scroll {
  private newest = '';
  private wasOpen = false;
  private place = 0;
  private height = 0;
  private isHere = true;

  /** Call before drawing: what changes above may move what the citizen looks at. */
  look(root: ShadowRoot): void {
    const scroller = findScroller(root);
    if (!scroller) return;
    const { scrollTop, scrollHeight, clientHeight } = scroller;
    this.isHere = Math.abs(scrollTop - this.place) < NEAR || scrollHeight - scrollTop - clientHeight < NEAR;
  }

  /** Call after drawing. */
  follow(root: ShadowRoot, isOpen: boolean, conversation: Conversation): void {
    const scroller = findScroller(root) as Element;
    const newest = nameOfNewest(conversation);
    const isNew = newest !== this.newest || (isOpen && !this.wasOpen);
    const stayed = !this.wasOpen || this.isHere || newest.endsWith('unsent');
    const shrunk = this.height - scroller.clientHeight;
    this.newest = newest;
    this.wasOpen = isOpen;
    this.height = scroller.clientHeight;
    if (!isOpen || !stayed) return;
    // A line below that needs room must not cover the last words.
    if (isNew) scroller.scrollTop = wanted(root, scroller);
    else scroller.scrollTop += Math.max(0, shrunk);
    this.place = scroller.scrollTop;
  }
}

function nameOfNewest({ unsent, newest }: Conversation): string {
  return unsent.length ? `${unsent[unsent.length - 1]?.key}unsent` : String(newest);
}

/** On a low screen the whole panel scrolls, else only the log. */
function findScroller(root: ShadowRoot): Element | null {
  const panel = root.querySelector('.panel');
  return panel && getComputedStyle(panel).overflowY === 'auto' ? panel : root.querySelector('.log');
}

function wanted(root: ShadowRoot, scroller: Element): number {
  const all = root.querySelectorAll('.message');
  const last = all[all.length - 1];
  if (!last) return 0;
  const top = last.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  return Math.max(0, top - PEEK);
}

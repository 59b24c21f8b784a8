/** Where the focus goes when the panel opens, closes or shows something else; never by itself. */

type Target = 'input' | 'menu' | 'opener';

export class Focus {
  private next: Target | null = null;
  private opener: HTMLElement | null = null;

  constructor(private readonly host: HTMLElement) {}

  /** After the next drawing. */
  to(target: Target): void {
    this.next = target;
  }

  /** Remembers what had the focus on the page, to give it back. */
  remember(): void {
    const focused = document.activeElement;
    const isOuter = focused instanceof HTMLElement && ![document.body, this.host].includes(focused);
    this.opener = isOuter ? focused : null;
  }

  /** After every drawing. */
  move(root: ShadowRoot): void {
    const { next } = this;
    this.next = null;
    if (next === 'input') focusOn(root, 'textarea');
    if (next === 'menu') focusOn(root, '.menu button');
    if (next !== 'opener') return;
    if (this.opener?.isConnected) this.opener.focus();
    else focusOn(root, '.launcher');
  }

  /** A pressed choice is disabled; on a touch screen the input would bring up the keyboard. */
  settle(root: ShadowRoot): void {
    focusOn(root, matchMedia('(pointer: coarse)').matches ? '.log' : 'textarea');
  }
}

export function focusOn(root: ShadowRoot, selector: string): void {
  root.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
}

/** Says in the title of the page that there is something to read; leaves the title as it was afterwards. */

import { unreadText } from './texts';

export class Headline {
  private added = '';

  show(unread: number): void {
    const title = document.title.startsWith(this.added) ? document.title.slice(this.added.length) : document.title;
    this.added = unread ? `(${unreadText(unread)}) ` : '';
    if (document.title !== this.added + title) document.title = this.added + title;
  }
}

/** What came in while nobody looked: counted on the launcher and in the title of the page. */

import type { Conversation } from './conversation';
import { Headline } from './headline';
import type { Memory } from './memory';
import { unreadText } from './texts';

export class News {
  private readonly headline = new Headline();

  constructor(
    private readonly conversation: Conversation,
    private readonly memory: Memory,
    /** Can the citizen see the conversation? */
    private readonly isSeen: () => boolean,
  ) {}

  /** In words; empty when there is none. */
  get words(): string {
    return this.count ? unreadText(this.count) : '';
  }

  /** After every drawing. */
  update(hasTitle: boolean): void {
    const { newest } = this.conversation;
    if (this.isSeen() && newest !== this.seen) this.memory.set('seen', newest);
    this.headline.show(hasTitle ? this.count : 0);
  }

  private get seen(): number {
    return this.memory.get('seen') ?? 0;
  }

  private get count(): number {
    if (this.isSeen()) return 0;
    const { seen } = this;
    return this.conversation.messages.filter(({ role, sequence }) => role !== 'citizen' && sequence > seen).length;
  }
}

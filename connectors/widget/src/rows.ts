/**
 * A list on the page whose rows keep their nodes: a row that stays is not made again, so nothing is read aloud
 * twice. A new row comes into the page whole.
 */

import { render } from 'lit/html.js';

export interface Row {
  key: string;
  view: unknown;
}

export class Rows {
  private nodes = new Map<string, HTMLElement>();

  draw(frame: Element, rows: readonly Row[]): void {
    const before = this.nodes;
    this.nodes = new Map(rows.map(({ key }) => [key, before.get(key) ?? newNode()]));
    before.forEach((node, key) => this.nodes.has(key) || node.remove());
    let place = frame.firstChild;
    for (const { key, view } of rows) {
      const node = this.nodes.get(key) as HTMLElement;
      render(view, node);
      if (node === place) place = place.nextSibling;
      else frame.insertBefore(node, place);
    }
  }
}

function newNode(): HTMLElement {
  const node = document.createElement('div');
  node.className = 'entry';
  return node;
}

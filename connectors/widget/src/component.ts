/**
 * A web component in the little that the chat needs: a root with its own styles, attributes as properties, one
 * drawing after many changes. Lit's templates do the drawing; its element class would be a tenth of the script.
 */

import { render, type TemplateResult } from 'lit/html.js';

export abstract class Component extends HTMLElement {
  /** Resolves when the last change is drawn. */
  updateComplete = Promise.resolve();
  protected readonly renderRoot = this.attachShadow({ mode: 'open' });
  private isDue = false;

  constructor(styles: string) {
    super();
    dress(this.renderRoot, styles);
  }

  protected abstract render(): TemplateResult;
  /** After every drawing. */
  protected abstract updated(): void;

  connectedCallback(): void {
    this.requestUpdate();
  }

  /** Draws soon, and once; not while the element is in no page. */
  protected requestUpdate(): void {
    if (this.isDue) return;
    this.isDue = true;
    this.updateComplete = Promise.resolve().then(() => this.draw());
  }

  private draw(): void {
    this.isDue = false;
    if (!this.isConnected) return;
    render(this.render(), this.renderRoot, { host: this });
    this.updated();
  }
}

/** With a sheet that no policy refuses; browsers that do not know those get a style element. */
function dress(root: ShadowRoot, styles: string): void {
  if ('adoptedStyleSheets' in Document.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } else {
    const element = document.createElement('style');
    element.textContent = styles;
    root.append(element);
  }
}

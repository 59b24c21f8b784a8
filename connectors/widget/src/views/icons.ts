import { svg, type SVGTemplateResult } from 'lit/html.js';

function icon(shape: SVGTemplateResult): SVGTemplateResult {
  return svg`<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"
    stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${shape}</svg>`;
}

export const CHAT = icon(svg`<path d="M4 5h16v11H10l-5 4v-4H4z"/><path d="M8 9h8M8 12h5"/>`);
export const CLOSE = icon(svg`<path d="M6 6l12 12M18 6L6 18"/>`);
export const PERSON = icon(svg`<circle cx="12" cy="8" r="4"/><path d="M4 21c1-5 4-7 8-7s7 2 8 7"/>`);
export const PHONE = icon(svg`<path d="M6 3l4 1 1 5-2.5 1.5a12 12 0 0 0 5 5L15 13l5 1 1 4c-1 2-2 3-4 3C10 20 4 14 3 7c0-2 1-3 3-4z"/>`);
export const GLOBE = icon(svg`<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9s.5-6 3.5-9z"/>`);
export const CALENDAR = icon(svg`<path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"/>`);
export const SEND = icon(svg`<path d="M4 12h15M13 6l6 6-6 6"/>`);
export const SOUND = icon(svg`<path d="M4 10v4h4l5 4V6L8 10zM17 9c1.5 2 1.5 4 0 6"/>`);
export const MENU = icon(svg`<path d="M4 7h16M4 12h16M4 17h16"/>`);
export const PAPER = icon(svg`<path d="M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7z"/>`);
export const DOWN = icon(svg`<path d="M12 4v11M7 11l5 5 5-5M5 20h14"/>`);

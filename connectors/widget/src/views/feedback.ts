/** Did this answer help? One tap; who says no may add why, with another. The buttons stay, to change one's mind. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { text } from '../texts';
import type { Message, Reason, Verdict } from '../types';
import type { Verdicts } from '../verdicts';

const ASKED = /^(answer|refer|plan)$/; // small talk and questions back help nobody yet
const REASONS: readonly Reason[] = ['other_question', 'unclear', 'incomplete'];

export function feedbackView(message: Message, verdicts: Verdicts): unknown {
  if (!ASKED.test(message.reply?.kind ?? '')) return nothing;
  const now = verdicts.of(message);
  const button = (label: string, { helped, reason }: Verdict): TemplateResult =>
    html`<button type="button" aria-pressed=${isPressed(now, helped, reason) ? 'true' : 'false'}
      @click=${() => verdicts.give(message, { helped, reason })}>${label}</button>`;
  const note = verdicts.note?.id === message.id ? text(verdicts.note.sentence) : '';
  // A screen reader that hears the answer need not hear this every time.
  return html`<div class="feedback" aria-live="off">
    <div class="choices" role="group" aria-label=${text('feedback')}>
      <span>${text('feedback')}</span>
      ${button(text('feedback_yes'), { helped: true, reason: null })}
      ${button(text('feedback_no'), { helped: false, reason: null })}
    </div>
    ${now && !now.helped
      ? html`<div class="choices" role="group" aria-label=${text('feedback_why')}>
          <span>${text('feedback_why')}</span>
          ${REASONS.map((reason) => button(text(`feedback_${reason}`), { helped: false, reason }))}
        </div>`
      : nothing}
    <p role="status">${note}</p>
  </div>`;
}

/** *No* stays pressed when a reason is given too. */
function isPressed(now: Verdict | null, helped: boolean, reason: Reason | null): boolean {
  return now?.helped === helped && (reason === null || now.reason === reason);
}

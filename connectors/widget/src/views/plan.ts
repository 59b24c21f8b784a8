/** A plan as a checklist: one thing to do unfolded, the rest folded; every step with a box to tick. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { safeAddress, siteOf } from '../formatting';
import { dateText, nearText, text, type TextKey } from '../texts';
import type { Choice, Plan, PlanStep } from '../types';
import { CALENDAR, DOWN, PAPER } from './icons';
import type { Around } from './message';
import { foldedView, organisationView } from './organisation';
import { outsideLink, textView } from './text';

/** What a checklist does itself needs no button beside it. */
const OWN_DEEDS = /^\/plan_(done|step)\b/;

/** `said` as the message brought it; the message that holds the plan shows it as it is now. */
export function planView(said: Plan, buttons: readonly Choice[], around: Around): TemplateResult {
  const { checklist, isPlan } = around;
  const plan = isPlan && checklist.plan?.id === said.id ? checklist.plan : said;
  // A screen reader hears the text above; of the list only what changes in the two status lines.
  return html`<div class="plan" aria-live="off">
    ${plan.answers.length ? answersView(plan) : nothing} ${isPlan ? progressView(plan, around) : elsewhereView()}
    <ol class="steps" role="list">
      ${plan.steps.map((step, index) => stepView(step, index + 1, buttons, around))}
    </ol>
    ${isPlan ? paperView(plan, around) : nothing} ${endView(plan)}
  </div>`;
}

/** The buttons that the checklist does not replace. */
export function buttonsBeside({ steps }: Plan, buttons: readonly Choice[] = []): Choice[] {
  return buttons.filter((button) => !OWN_DEEDS.test(button.payload) && !steps.some((step) => isAbout(button, step)));
}

function isAbout({ payload }: Choice, { topic }: PlanStep): boolean {
  return payload.startsWith('/choose_topic{') && topic !== null && payload.includes(`"${topic}"`);
}

function answersView({ answers }: Plan): TemplateResult {
  return html`<details class="answers">
    <summary>${text('plan_answers')}</summary>
    <dl class="folded">${answers.map(({ question, answer }) => html`<dt>${question}</dt><dd>${answer}</dd>`)}</dl>
  </details>`;
}

function progressView({ steps }: Plan, { checklist }: Around): TemplateResult {
  const done = steps.filter((step) => checklist.isDone(step)).length;
  const count = steps.length;
  return html`<div class="progress">
    <p role="status"><strong>${text('plan_progress', { done, count })}</strong></p>
    <progress max=${count} value=${done} aria-hidden="true"></progress>
    <p class="hint">${text(done === count ? 'plan_ready' : 'plan_hint')}</p>
  </div>`;
}

function elsewhereView(): TemplateResult {
  return html`<p class="hint">${text('plan_elsewhere')}</p>`;
}

function stepView(step: PlanStep, number: number, buttons: readonly Choice[], around: Around): TemplateResult {
  const { checklist, isPlan } = around;
  const isDone = isPlan ? checklist.isDone(step) : step.done;
  const trouble = isPlan && checklist.trouble?.step === step.id ? checklist.trouble.sentence : null;
  const folded = ({ target }: Event): void => {
    const { open } = target as HTMLDetailsElement;
    if (isPlan && open !== checklist.isOpen(step)) checklist.fold(step, open);
  };
  return html`<li class="step ${isDone ? 'done' : ''}">
    ${isPlan
      ? html`<input type="checkbox" aria-labelledby="step-${step.id}" .checked=${isDone}
          @change=${() => checklist.tick(step, !isDone)} />`
      : nothing}
    <details ?open=${isPlan && checklist.isOpen(step)} @toggle=${folded}>
      <summary>${titleView(step, number, isPlan)}</summary>
      <div class="folded">${bodyView(step, buttons, around)}</div>
    </details>
    ${trouble ? html`<p class="trouble" role="alert">${text(trouble)}</p>` : nothing}
  </li>`;
}

function titleView({ id, title, only_if, deadline }: PlanStep, number: number, isPlan: boolean): TemplateResult {
  const near = deadline && nearText(deadline);
  return html`<span>
    <span>${number}. <span id=${isPlan ? `step-${id}` : nothing}>${title}</span></span>
    ${only_if ? html`<small class="only">${only_if}</small>` : nothing}
    ${deadline
      ? html`<small class="by">${text('plan_by', { date: dateText(deadline, 'long') })}${near ? ` (${near})` : ''}</small>`
      : nothing}
  </span>`;
}

function bodyView(step: PlanStep, buttons: readonly Choice[], around: Around): unknown {
  const { organisation, take_along } = step;
  return [
    textView(step.text),
    html`<dl>
      ${factView('plan_when', step.deadline_text)} ${factView(step.late?.includes('?') ? 'plan_careful' : 'plan_late', step.late)}
      ${factView('plan_needs', step.needs.map((thing) => `- ${thing}`).join('\n'))}
      ${factView('plan_take_along', take_along)}
      ${organisation ? html`<dt>${text('plan_who')}</dt><dd>${organisationView({ ...organisation, task: '' })}</dd>` : nothing}
    </dl>`,
    moreView(step, buttons, around),
  ];
}

function factView(name: TextKey, content: string | null): unknown {
  return content ? html`<dt>${text(name)}</dt><dd>${textView(content)}</dd>` : nothing;
}

/** The text in this conversation when that was offered, else where the step comes from. */
function moreView(step: PlanStep, buttons: readonly Choice[], { isNewest, choose }: Around): unknown {
  const offered = isNewest && buttons.find((button) => isAbout(button, step));
  if (offered) return html`<button type="button" @click=${() => choose(offered)}>${text('plan_more')}</button>`;
  const href = step.source && safeAddress(step.source.url);
  if (!href) return nothing;
  return html`<p class="source">
    ${text('plan_more')}: ${outsideLink(href, `${step.source?.title} (${siteOf(href)})`)}
  </p>`;
}

function paperView(plan: Plan, { checklist }: Around): TemplateResult {
  const { paper } = checklist;
  const hasDates = plan.steps.some((step) => step.deadline && !checklist.isDone(step));
  return html`<div class="choices paper">
    <button type="button" @click=${() => paper.print()}>
      ${PAPER}<span>${text('print')}<span class="unseen"> (${text('new_tab')})</span></span>
    </button>
    <button type="button" @click=${() => paper.save(plan, 'pdf')}>${DOWN}${text('save_pdf')}</button>
    ${hasDates
      ? html`<button type="button" @click=${() => paper.save(plan, 'ics')}>${CALENDAR}${text('to_calendar')}</button>`
      : nothing}
    <p role="status">${paper.note ? text(paper.note) : ''}</p>
  </div>`;
}

function endView({ help, exception }: Plan): unknown {
  return [
    help.length
      ? html`<p class="kicker">${text('plan_help')}</p>
          <div class="folds">${help.map(foldedView)}</div>`
      : nothing,
    exception
      ? html`<p class="kicker">${text('plan_exception')}</p>
          ${textView(exception)}`
      : nothing,
  ];
}

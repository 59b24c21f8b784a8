import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Situation } from '../src/situation';
import { Verdicts } from '../src/verdicts';
import type { Memory } from '../src/memory';
import type { Message, Told } from '../src/types';

function told(state: Told): Situation {
  const situation = new Situation();
  situation.hear('state', state);
  return situation;
}

test('a server that knows only the state is enough', () => {
  const situation = told({ state: 'waiting' });
  assert.equal(situation.waitText, 'U wacht op een medewerker.');
  assert.equal(situation.endText, '');
  assert.ok(situation.isHuman);
});

test('one minute is not one minutes, and a place or time of nothing is not said', () => {
  assert.match(told({ state: 'waiting', wait_minutes: 1 }).waitText, /ongeveer 1 minuut\.$/);
  assert.match(told({ state: 'waiting', wait_minutes: 2 }).waitText, /ongeveer 2 minuten\.$/);
  assert.doesNotMatch(told({ state: 'waiting', position: null, wait_minutes: 0 }).waitText, /null|0/);
});

test('what was told before does not stay', () => {
  const situation = told({ state: 'agent', agent: 'Noor', ends_in_minutes: 3 });
  situation.hear('state', { state: 'bot' });
  assert.equal(situation.who, 'U praat met een computer');
  assert.equal(situation.endText, '');
});

test('who types is who says so, else who has the conversation', () => {
  const situation = told({ state: 'agent', agent: 'Noor' });
  situation.hear('typing', { active: true });
  assert.equal(situation.typingText, 'Noor typt …');
  situation.hear('typing', { active: true, who: 'assistant' });
  assert.equal(situation.typingText, 'Wegwijs zoekt een antwoord …');
  situation.hear('typing', { active: false });
  assert.equal(situation.typingText, '');
});

test('a judgement that the server did not get is taken back', async () => {
  const kept = new Map<string, unknown>();
  const memory = {
    get: (name: string) => kept.get(name) ?? null,
    set: (name: string, value: unknown) => void kept.set(name, value),
  } as unknown as Pick<Memory, 'get' | 'set'>;
  let fails = false;
  const api = { judge: () => (fails ? Promise.reject(new Error('no line')) : Promise.resolve()) };
  const verdicts = new Verdicts(api, memory, () => undefined);
  verdicts.belongTo({ id: 'one', token: 'secret' });
  const message = { id: 'm' } as Message;
  await verdicts.give(message, { helped: true, reason: null });
  fails = true;
  await verdicts.give(message, { helped: false, reason: 'unclear' });
  assert.deepEqual(verdicts.of(message), { helped: true, reason: null });
  assert.equal(verdicts.note?.sentence, 'feedback_failed');
});

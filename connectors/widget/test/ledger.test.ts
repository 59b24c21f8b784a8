import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Letter } from '../src/outbox';
import { Ledger } from '../src/ledger';
import type { Message, Role } from '../src/types';

const message = (sequence: number, role: Role = 'citizen'): Message => ({
  ...{ id: `id-${sequence}`, sequence, role, text: '', reply: null, created_at: '' },
});
const letter = (key: string, sentAfter: number | null): Letter => ({ key, text: '', payload: null, sentAfter });
const sequences = (ledger: Ledger): number[] => ledger.messages.map(({ sequence }) => sequence);

test('messages stand in order and once, however they come in', () => {
  const ledger = new Ledger();
  for (const sequence of [1, 4, 2, 3, 2, 4]) ledger.take(message(sequence, 'assistant'), undefined);
  assert.deepEqual(sequences(ledger), [1, 2, 3, 4]);
  assert.equal(ledger.received, 4);
});

test('a confirmation does not count as received: what lies before it still has to come', () => {
  const ledger = new Ledger();
  ledger.take(message(1, 'assistant'), undefined);
  ledger.confirm(message(3), letter('a', 1));
  assert.equal(ledger.received, 1);
  ledger.take(message(2, 'assistant'), undefined);
  ledger.take(message(3), undefined);
  assert.deepEqual(sequences(ledger), [1, 2, 3]);
});

test('a message that the stream brings first keeps the key it was sent under', () => {
  const ledger = new Ledger();
  const sent = letter('a', 1);
  ledger.take(message(2), sent);
  assert.ok(ledger.includes(sent));
  assert.equal(ledger.keyOf(message(2)), 'a');
  ledger.confirm(message(2), sent);
  assert.equal(ledger.keyOf(message(2)), 'a');
});

test('a message of another tab is not mistaken for ours in the end', () => {
  const ledger = new Ledger();
  const sent = letter('a', 1);
  ledger.take(message(2), sent);
  ledger.confirm(message(3), sent);
  assert.equal(ledger.keyOf(message(2)), 'id-2');
  assert.equal(ledger.keyOf(message(3)), 'a');
});

test('older messages and letters that never left have nothing to do with each other', () => {
  const ledger = new Ledger();
  ledger.take(message(1), letter('a', 1));
  ledger.take(message(2), letter('b', null));
  assert.equal(ledger.keyOf(message(1)), 'id-1');
  assert.equal(ledger.keyOf(message(2)), 'id-2');
});

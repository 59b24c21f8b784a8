import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem, Unreachable } from '../src/api';
import { Checklist } from '../src/checklist';
import type { Memory } from '../src/memory';
import { nearText } from '../src/texts';
import type { Message, Plan, PlanStep } from '../src/types';

const OWN = { id: 'one', token: 'secret' };
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

function planOf(id: string, ...done: string[]): Plan {
  const steps = ['a', 'b', 'c'].map((step) => ({ id: step, title: step, done: done.includes(step) }) as PlanStep);
  return { id, title: id, intro: '', answers: [], steps, help: [], exception: null };
}

const brings = (sequence: number, plan: Plan): Message => ({
  ...{ id: `${sequence}`, sequence, role: 'assistant' as const, text: '', created_at: '' },
  reply: { kind: 'plan', plan },
});

/** A server that keeps ticks, and can be out of reach or refuse. */
class Server {
  done = new Set<string>();
  asked: string[] = [];
  fails: Error | null = null;

  constructor(private readonly id = 'death') {}

  async plan(): Promise<Plan> {
    return planOf(this.id, ...this.done);
  }

  async tick(_: unknown, step: string, done: boolean): Promise<Plan> {
    this.asked.push(`${step} ${done}`);
    if (this.fails) throw this.fails;
    if (done) this.done.add(step);
    else this.done.delete(step);
    return this.plan();
  }

  async planFile(): Promise<Blob> {
    throw new Unreachable();
  }
}

function memory(): Pick<Memory, 'get' | 'set'> {
  const kept = new Map<string, string>();
  return {
    get: (name) => JSON.parse(kept.get(name) ?? 'null') as never,
    set: (name, value) => void (value === null ? kept.delete(name) : kept.set(name, JSON.stringify(value))),
  };
}

function checklist(server: Server, remembered = memory(), plan = planOf('death')): Checklist {
  const made = new Checklist(server, remembered, () => undefined);
  made.belongTo(OWN);
  made.hear(brings(1, plan));
  return made;
}

const stepOf = ({ plan }: Checklist, id: string): PlanStep => plan?.steps.find((step) => step.id === id) as PlanStep;

test('a tick shows at once and reaches the server', async () => {
  const server = new Server();
  const list = checklist(server);
  list.tick(stepOf(list, 'a'), true);
  assert.ok(list.isDone(stepOf(list, 'a')));
  await settled();
  assert.deepEqual([...server.done], ['a']);
  assert.ok(list.plan?.steps[0]?.done);
});

test('what is open is the first thing to do, and after a tick the next', () => {
  const list = checklist(new Server(), memory(), planOf('death', 'a'));
  const open = (): string[] => list.plan?.steps.filter((step) => list.isOpen(step)).map(({ id }) => id) ?? [];
  assert.deepEqual(open(), ['b']);
  list.tick(stepOf(list, 'b'), true);
  assert.deepEqual(open(), ['c']);
  list.fold(stepOf(list, 'a'), true);
  assert.deepEqual(open(), ['a', 'c']);
});

test('a refused tick is put back, its step unfolded, and named', async () => {
  const server = new Server();
  server.fails = new Problem(404, '', '', '/docs#no_such_step', 0);
  const list = checklist(server);
  list.tick(stepOf(list, 'b'), true);
  await settled();
  assert.ok(!list.isDone(stepOf(list, 'b')));
  assert.ok(list.isOpen(stepOf(list, 'b')));
  assert.deepEqual(list.trouble, { step: 'b', sentence: 'tick_refused' });
});

test('an unreachable server hears it later, and hears only what was last wished', async () => {
  const server = new Server();
  server.fails = new Unreachable();
  const list = checklist(server);
  list.tick(stepOf(list, 'a'), true);
  await settled();
  assert.equal(list.trouble?.sentence, 'tick_waiting');
  list.tick(stepOf(list, 'b'), true);
  await settled();
  server.fails = null;
  server.asked = [];
  list.tick(stepOf(list, 'a'), false);
  await list.flush();
  await settled();
  assert.deepEqual(server.asked.sort(), ['a false', 'b true']);
  assert.deepEqual([...server.done], ['b']);
  assert.equal(list.trouble, null);
});

test('unsent ticks survive a change of page, but belong to one plan', async () => {
  const remembered = memory();
  remembered.set('credentials', OWN);
  const away = new Server();
  away.fails = new Unreachable();
  const list = checklist(away, remembered);
  list.tick(stepOf(list, 'a'), true);
  await settled();
  list.reset();

  const other = new Server('moving');
  await checklist(other, remembered, planOf('moving')).flush();
  assert.deepEqual(other.asked, []);
  const back = new Server();
  const again = checklist(back, remembered);
  assert.ok(again.isDone(stepOf(again, 'a')));
  await again.flush();
  assert.deepEqual([...back.done], ['a']);
});

test('an erased conversation leaves no ticks behind', async () => {
  const remembered = memory();
  const server = new Server();
  server.fails = new Unreachable();
  const list = checklist(server, remembered);
  list.tick(stepOf(list, 'a'), true);
  await settled();
  list.reset();
  assert.equal(remembered.get('ticks'), null);
});

test('an older message does not bring an older plan back', () => {
  const list = checklist(new Server());
  list.hear(brings(5, planOf('death', 'a', 'b')));
  list.hear(brings(3, planOf('death')));
  assert.ok(list.isDone(stepOf(list, 'b')));
});

test('near days are counted in words, past and far ones are not', () => {
  const now = new Date(2026, 10, 22, 23, 30);
  const days = ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2026-12-13', '2026-12-14'];
  assert.deepEqual(
    days.map((day) => nearText(day, now)),
    ['', 'vandaag', 'morgen', 'overmorgen', 'over 21 dagen', ''],
  );
});

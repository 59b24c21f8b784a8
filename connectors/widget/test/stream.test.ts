import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delaySeconds, Pause } from '../src/patience';
import { Parser, serverEvents } from '../src/sse';

const STREAM = ': wacht\n\nid: 2\nevent: message\ndata: {"a":1}\n\nretry: 5\n\nevent: typing\ndata: een\ndata: twee\n\n';

test('a stream gives the same events, wherever it is cut', () => {
  const expected = [
    { name: 'message', data: '{"a":1}' },
    { name: 'typing', data: 'een\ntwee' },
  ];
  for (const stream of [STREAM, STREAM.replaceAll('\n', '\r\n')]) {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const parser = new Parser();
      const found = [...parser.take(stream.slice(0, cut)), ...parser.take(stream.slice(cut))];
      assert.deepEqual(found, expected, `cut at ${cut}`);
    }
  }
});

test('letters of several bytes survive a cut between their bytes', async () => {
  const bytes = new TextEncoder().encode('data: één 👍\n\n');
  for (let cut = 1; cut < bytes.length; cut += 1) {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes.slice(0, cut));
        controller.enqueue(bytes.slice(cut));
        controller.close();
      },
    });
    const found = [];
    for await (const event of serverEvents(body)) found.push(event.data);
    assert.deepEqual(found, ['één 👍']);
  }
});

test('waiting grows, has a limit and is spread', () => {
  assert.equal(delaySeconds(1, () => 0.5), 1);
  assert.equal(delaySeconds(4, () => 0.5), 8);
  assert.equal(delaySeconds(50, () => 0.5), 30);
  assert.ok(delaySeconds(4, () => 0) < delaySeconds(4, () => 1));
});

test('a pause can be cut short', async () => {
  const pause = new Pause();
  const waiting = pause.wait(1000);
  pause.end();
  await waiting;
});

/** Server-sent events out of a streamed response (HTML standard, section 9.2). EventSource cannot send a key. */

export interface ServerEvent {
  name: string;
  data: string;
}

/** Gives every event that is complete; calls `heard` for every piece that comes in, heartbeats too. */
export async function* serverEvents(
  body: ReadableStream<Uint8Array>,
  heard: () => void = () => undefined,
): AsyncGenerator<ServerEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const parser = new Parser();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      yield* parser.take(decoder.decode(value, { stream: true }));
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

export class Parser {
  private rest = '';
  private name = '';
  private data: string[] = [];

  *take(piece: string): Generator<ServerEvent> {
    this.rest += piece;
    for (let line = this.line(); line !== null; line = this.line()) {
      if (line) this.field(line);
      else {
        if (this.data.length) yield { name: this.name || 'message', data: this.data.join('\n') };
        this.name = '';
        this.data = [];
      }
    }
  }

  /** The next whole line, or null. A `\r` at the very end may be half of a `\r\n`: wait for the rest. */
  private line(): string | null {
    const end = /\r\n|\n|\r(?!$)/.exec(this.rest);
    if (!end) return null;
    const line = this.rest.slice(0, end.index);
    this.rest = this.rest.slice(end.index + end[0].length);
    return line;
  }

  private field(line: string): void {
    const [, name, value] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (name === 'event') this.name = value ?? '';
    if (name === 'data') this.data.push(value ?? '');
  }
}
